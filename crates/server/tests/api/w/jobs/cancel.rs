//! Tests of `/api/w/jobs/cancel`.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use yeojido_app::AppError;
use yeojido_app::jobs::{JobContext, Work, Works};

use crate::stand::{EVENTS, Stand, events_mapping, is_problem};

/// Takes the place of an import and never ends by itself.
struct Endless;

impl Work for Endless {
    const KIND: &'static str = "import";

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        for done in 0.. {
            context.check()?;
            context.progress("store", done, None);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(json!(null))
    }
}

pub async fn endless() -> Stand {
    Stand::with(|settings| settings.works = Arc::new(|_| Works::default().with(Endless))).await
}

#[tokio::test]
async fn a_job_that_works_can_be_stopped() {
    let stand = endless().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let body = json!({"upload": upload["upload"], "file": "orders.csv", "mapping": events_mapping()});
    let (_, job) = stand.post("/api/w/shop/imports", &body).await;
    let path = format!("/api/w/shop/jobs/{}", job["id"].as_str().expect("an id"));
    let (status, _) = stand.post(&format!("{path}/cancel"), &json!({})).await;
    assert_eq!(status, 200);
    let job = stand.wait(&job).await;
    assert_eq!(job["state"], "cancelled", "{job}");
    assert_eq!(stand.post(&format!("{path}/cancel"), &json!({})).await.1["state"], "cancelled", "once is enough");
    is_problem(&stand.post("/api/w/shop/jobs/job_99/cancel", &json!({})).await, 404, "job_not_found");
}

#[tokio::test]
async fn a_server_that_stops_keeps_the_job_for_the_next_start() {
    let stand = endless().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let body = json!({"upload": upload["upload"], "file": "orders.csv", "mapping": events_mapping()});
    let (_, job) = stand.post("/api/w/shop/imports", &body).await;
    let folder = stand.stop().await;
    let stand = Stand::on(folder, |_| {}).await;
    let job = stand.wait(&job).await;
    assert_eq!((&job["state"], &job["result"]["stored"]), (&"done".into(), &6.into()), "{job}");
}
