//! Tests of `/api/sample/post`.

use std::sync::Arc;

use serde_json::{Value, json};
use yeojido_app::jobs::{Import, JobContext, Work};
use yeojido_app::sample::{Mark, Sample, put_mark};
use yeojido_app::{AppError, Workspace};
use yeojido_domain::{LocalText, Micros, WorkspaceName};

use crate::stand::{Stand, is_problem};

/// Makes a company of nobody.
struct Making(Arc<Workspace>);

impl Work for Making {
    const KIND: &'static str = "demo";

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        context.progress("fill", 1, Some(2));
        put_mark(&self.0, &Mark::Whole("demo/1".to_owned()), "owner", Micros(0)).await?;
        Ok(Value::Null)
    }
}

async fn stand() -> Stand {
    Stand::with(|settings| {
        settings.works = Arc::new(|workspace| Import::works(workspace).with(Making(Arc::clone(workspace))));
        settings.sample = Some(Sample {
            workspace: WorkspaceName::new("demo").expect("a good name"),
            title: LocalText::both("예시", "Sample"),
            kind: Making::KIND,
        });
    })
    .await
}

#[tokio::test]
async fn sample_data_are_made_once_and_shown_as_a_job_of_their_workspace() {
    let stand = stand().await;
    let (_, before) = stand.get("/api/sample").await;
    assert_eq!(before, json!({"state": "absent", "workspace": "demo", "job": null}));
    let (status, asked) = stand.post("/api/sample", &json!({})).await;
    assert_eq!(status, 202, "{asked}");
    let (_, session) = stand.get("/api/session").await;
    let demo = session["workspaces"].as_array().expect("a list").iter().find(|one| one["name"] == "demo");
    assert_eq!(demo.map(|one| &one["demo"]), Some(&json!(true)), "{session}");
    let ready = loop {
        let (_, now) = stand.get("/api/sample").await;
        if now["state"] != "making" {
            break now;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert_eq!((&ready["state"], &ready["job"]["state"]), (&"ready".into(), &"done".into()), "{ready}");
    let (_, again) = stand.post("/api/sample", &json!({})).await;
    assert_eq!(again["job"]["id"], ready["job"]["id"], "there is one already");
    let (_, jobs) = stand.get("/api/w/demo/jobs").await;
    assert_eq!(jobs["jobs"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_server_that_can_make_none_says_so() {
    let stand = Stand::new().await;
    let (_, none) = stand.get("/api/sample").await;
    assert_eq!(none, json!({"state": "never", "workspace": null, "job": null}));
    is_problem(&stand.post("/api/sample", &json!({})).await, 404, "not_found");
}
