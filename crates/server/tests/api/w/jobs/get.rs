//! Tests of `/api/w/jobs/get`.

use crate::stand::{EVENTS, Stand, events_mapping, is_problem};

#[tokio::test]
async fn jobs_are_listed_newest_first() {
    let stand = Stand::new().await;
    let first = stand.import("a.csv", EVENTS, &events_mapping()).await;
    let second = stand.import("b.csv", EVENTS, &events_mapping()).await;
    let (_, list) = stand.get("/api/w/shop/jobs").await;
    let ids: Vec<_> = list["jobs"].as_array().expect("a list").iter().map(|job| job["id"].clone()).collect();
    assert_eq!(ids, [second["id"].clone(), first["id"].clone()]);
    assert!(first["finished_at"].is_string() && first["error"].is_null(), "{first}");
    is_problem(&stand.get("/api/w/shop/jobs/job_99").await, 404, "job_not_found");
    is_problem(&stand.get("/api/w/shop/jobs/Nonsense!").await, 404, "not_found");
}

#[tokio::test]
async fn a_job_outlives_the_server() {
    let stand = Stand::new().await;
    stand.import("a.csv", EVENTS, &events_mapping()).await;
    let folder = stand.stop().await;
    let stand = Stand::on(folder, |_| {}).await;
    let (status, job) = stand.get("/api/w/shop/jobs/job_1").await;
    assert_eq!((status.as_u16(), &job["state"]), (200, &"done".into()), "{job}");
    assert_eq!(job["result"]["stored"], 6);
}
