//! Jobs and their chunks.

use serde_json::json;
use yeojido_domain::{JobId, Micros};
use yeojido_store::{JobState, NewJob, StoreError};

use crate::{Ground, workspace};

fn import(title: &str, at: i64) -> NewJob {
    NewJob {
        kind: "import".into(),
        title: title.into(),
        by: "owner".into(),
        at: Micros(at),
        payload: json!({"z": 1, "a": {"file": "주문 내역.csv"}}),
    }
}

pub(crate) async fn all(ground: &dyn Ground) {
    a_job_is_found_again_as_it_was_left(ground).await;
    unfinished_jobs_come_oldest_first(ground).await;
    a_chunk_is_counted_once(ground).await;
    what_is_not_there_is_said_so(ground).await;
}

async fn a_job_is_found_again_as_it_was_left(ground: &dyn Ground) {
    let store = workspace(ground, "job").await;
    let id = store.create_job(import("주문 내역.csv", 7)).await.expect("queues");
    assert_eq!(id.as_str(), "job_1");
    let mut job = store.job(&id).await.expect("reads").expect("is there");
    assert_eq!((job.state, job.done, job.total, job.created_at), (JobState::Queued, 0, None, Micros(7)));
    assert_eq!(job.payload.to_string(), r#"{"z":1,"a":{"file":"주문 내역.csv"}}"#, "keys keep their order");
    job.state = JobState::Failed;
    job.step = "store".into();
    job.done = 12;
    job.total = Some(30);
    job.error = Some(json!({"code": "bad_file"}));
    job.result = Some(json!({"stored": 12}));
    job.started_at = Some(Micros(8));
    job.finished_at = Some(Micros(9));
    job.updated_at = Micros(9);
    job.updated_by = "kim".into();
    store.update_job(&job).await.expect("writes");
    store.close().await.expect("closes");
    let store = workspace(ground, "job").await;
    assert_eq!(store.job(&id).await.expect("reads"), Some(job.clone()));
    job.error = None;
    store.update_job(&job).await.expect("writes");
    assert_eq!(store.job(&id).await.expect("reads"), Some(job));
}

async fn unfinished_jobs_come_oldest_first(ground: &dyn Ground) {
    let store = workspace(ground, "queue").await;
    let mut ids = Vec::new();
    for at in 1..=4 {
        ids.push(store.create_job(import("x", at)).await.expect("queues"));
    }
    for (id, state) in [(&ids[0], JobState::Running), (&ids[1], JobState::Done), (&ids[3], JobState::Cancelled)] {
        let mut job = store.job(id).await.expect("reads").expect("is there");
        job.state = state;
        store.update_job(&job).await.expect("writes");
    }
    let open: Vec<_> = store.unfinished_jobs().await.expect("reads").into_iter().map(|job| job.id).collect();
    assert_eq!(open, [ids[0].clone(), ids[2].clone()]);
    let newest: Vec<_> = store.jobs(3).await.expect("reads").into_iter().map(|job| job.id).collect();
    assert_eq!(newest, [ids[3].clone(), ids[2].clone(), ids[1].clone()]);
}

async fn a_chunk_is_counted_once(ground: &dyn Ground) {
    let store = workspace(ground, "chunk").await;
    let id = store.create_job(import("x", 1)).await.expect("queues");
    let other = store.create_job(import("y", 1)).await.expect("queues");
    for (number, fresh) in [(1, true), (0, true), (1, false)] {
        let made = store.put_chunk(&id, number, &json!({"stored": number}), "owner", Micros(2)).await.expect("writes");
        assert_eq!(made, fresh, "chunk {number}");
    }
    store.put_chunk(&id, 1, &json!({"stored": 99}), "owner", Micros(3)).await.expect("writes");
    let chunks = store.chunks(&id).await.expect("reads");
    assert_eq!(chunks, [(0, json!({"stored": 0})), (1, json!({"stored": 1}))]);
    assert!(store.chunks(&other).await.expect("reads").is_empty());
}

async fn what_is_not_there_is_said_so(ground: &dyn Ground) {
    let store = workspace(ground, "nowhere").await;
    for name in ["job_1", "job_0", "job_x", "other", "job_99999999999999999999"] {
        let id = JobId::new(name).expect("a good id");
        assert_eq!(store.job(&id).await.expect("reads"), None, "{name}");
        let error = store.put_chunk(&id, 1, &json!({}), "owner", Micros(1)).await.expect_err("has no job");
        assert!(matches!(error, StoreError::Missing { what: "job", .. }), "{error}");
    }
    let id = store.create_job(import("x", 1)).await.expect("queues");
    let mut job = store.job(&id).await.expect("reads").expect("is there");
    job.id = JobId::new("job_77").expect("a good id");
    assert!(matches!(store.update_job(&job).await, Err(StoreError::Missing { .. })));
}
