//! The worker against a store of its own, with work that does as it is told.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use super::*;

/// Counts to `payload.to`, a chunk each; stops where the payload says so.
struct Count(Arc<AtomicUsize>);

impl Work for Count {
    const KIND: &'static str = "count";

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let to = context.payload()["to"].as_i64().unwrap_or(0);
        let done = context.chunks().await?.len();
        for number in i64::try_from(done).unwrap_or(0)..to {
            context.check()?;
            if context.payload()["fail_at"] == json!(number) {
                return Err(AppError::invalid("bad_file", "time", "row 7: time is not a time"));
            }
            assert!(context.payload()["panic_at"] != json!(number), "told to panic");
            self.0.fetch_add(1, Ordering::SeqCst);
            context.put_chunk(number, &json!({"n": 1})).await?;
            context.so_far(json!({"counted": number + 1}));
            context.progress("count", number.unsigned_abs() + 1, Some(to.unsigned_abs()));
            if let Some(pause) = context.payload()["pause_ms"].as_u64() {
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
        }
        Ok(json!({"counted": to}))
    }
}

/// Is wanted until it has run twice.
struct Tidy {
    runs: Arc<AtomicUsize>,
    fails: bool,
}

impl Work for Tidy {
    const KIND: &'static str = "tidy";

    async fn is_wanted(&self) -> Result<bool, AppError> {
        Ok(self.runs.load(Ordering::SeqCst) < 2)
    }

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        if self.fails {
            return Err(AppError::Ended("told to fail".into()));
        }
        // As long as nobody waits.
        while !context.others_wait() && !context.cancelled() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Value::Null)
    }
}

#[tokio::test]
async fn work_that_nobody_asked_for_gives_way_and_goes_on_afterwards() {
    let stand = Stand::new().await;
    let runs = Arc::<AtomicUsize>::default();
    let works = Works::default().with(Count(Arc::clone(&stand.counted)));
    let jobs = Jobs::start(stand.store.clone(), works.with(Tidy { runs: Arc::clone(&runs), fails: false }));
    let jobs = jobs.await.expect("starts");
    let asked = jobs.add("count", "열까지", "owner", json!({"to": 3})).await.expect("queues");
    assert_eq!(jobs.wait(&asked.id).await.expect("ends").state.as_str(), "done");
    while runs.load(Ordering::SeqCst) < 2 {
        let next = jobs.add("count", "열까지", "owner", json!({"to": 1})).await.expect("queues");
        assert_eq!(jobs.wait(&next.id).await.expect("ends").state.as_str(), "done");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    jobs.stop().await;
}

#[tokio::test]
async fn work_that_failed_is_not_begun_again_by_itself() {
    let stand = Stand::new().await;
    let runs = Arc::<AtomicUsize>::default();
    let works = Works::default().with(Count(Arc::clone(&stand.counted)));
    let jobs = Jobs::start(stand.store.clone(), works.with(Tidy { runs: Arc::clone(&runs), fails: true }));
    let jobs = jobs.await.expect("starts");
    for _ in 0..3 {
        let next = jobs.add("count", "열까지", "owner", json!({"to": 1})).await.expect("queues");
        jobs.wait(&next.id).await.expect("ends");
    }
    while runs.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let next = jobs.add("count", "열까지", "owner", json!({"to": 1})).await.expect("queues");
    jobs.wait(&next.id).await.expect("ends");
    jobs.stop().await;
    assert_eq!(runs.load(Ordering::SeqCst), 1);
}

struct Stand {
    _folder: tempfile::TempDir,
    store: Store,
    counted: Arc<AtomicUsize>,
}

impl Stand {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open_file(&folder.path().join("store.db")).await.expect("opens");
        Self { _folder: folder, store, counted: Arc::default() }
    }

    async fn jobs(&self) -> Jobs {
        let works = Works::default().with(Count(Arc::clone(&self.counted)));
        Jobs::start(self.store.clone(), works).await.expect("starts")
    }
}

async fn until(jobs: &Jobs, id: &JobId, done: u64) {
    for _ in 0..500 {
        if jobs.get(id).await.expect("is there").done >= done {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{id} never reached {done}");
}

#[tokio::test]
async fn a_job_is_done_and_everybody_hears_of_it() {
    let stand = Stand::new().await;
    let jobs = stand.jobs().await;
    let mut news = jobs.subscribe();
    let job = jobs.add("count", "열까지", "owner", json!({"to": 10})).await.expect("queues");
    assert_eq!((job.state.as_str(), job.by.as_str()), ("queued", "owner"));
    let job = jobs.wait(&job.id).await.expect("ends");
    assert_eq!((job.state.as_str(), job.done, job.total), ("done", 10, Some(10)));
    assert_eq!(job.result, Some(json!({"counted": 10})));
    assert!(job.finished_at.is_some());
    let mut states = Vec::new();
    while let Ok(heard) = news.try_recv() {
        states.push(heard.state);
    }
    states.dedup();
    assert_eq!(states, ["queued", "running", "done"]);
}

#[tokio::test]
async fn jobs_are_done_one_at_a_time_in_order() {
    let stand = Stand::new().await;
    let jobs = stand.jobs().await;
    let first = jobs.add("count", "1", "owner", json!({"to": 5, "pause_ms": 20})).await.expect("queues");
    let second = jobs.add("count", "2", "owner", json!({"to": 1})).await.expect("queues");
    let last = jobs.wait(&second.id).await.expect("ends");
    let before = jobs.get(&first.id).await.expect("is there");
    assert_eq!(before.state, "done");
    assert!(before.finished_at <= last.finished_at);
    let listed: Vec<_> = jobs.list(10).await.expect("lists").into_iter().map(|job| job.id).collect();
    assert_eq!(listed, [second.id, first.id]);
}

#[tokio::test]
async fn a_job_can_be_cancelled_while_it_works_and_while_it_waits() {
    let stand = Stand::new().await;
    let jobs = stand.jobs().await;
    let working = jobs.add("count", "1", "owner", json!({"to": 100_000, "pause_ms": 5})).await.expect("queues");
    let waiting = jobs.add("count", "2", "owner", json!({"to": 1})).await.expect("queues");
    until(&jobs, &working.id, 3).await;
    assert_eq!(jobs.cancel(&waiting.id, "kim").await.expect("cancels").state, "cancelled");
    jobs.cancel(&working.id, "kim").await.expect("cancels");
    let job = jobs.wait(&working.id).await.expect("ends");
    assert_eq!(job.state, "cancelled");
    assert!(job.result.is_some_and(|so_far| so_far["counted"].as_i64() >= Some(3)), "what it had counted is shown");
    assert_eq!(stand.store.job(&working.id).await.expect("reads").expect("is there").updated_by, "kim");
    let over = jobs.cancel(&working.id, "kim").await.expect("changes nothing");
    assert_eq!(over.state, "cancelled");
    let nobody = JobId::new("job_99").expect("a good id");
    assert!(matches!(jobs.cancel(&nobody, "kim").await, Err(AppError::NotFound { what: "job", .. })));
}

#[tokio::test]
async fn a_failure_is_kept_with_its_field_and_the_next_job_goes_on() {
    let stand = Stand::new().await;
    let jobs = stand.jobs().await;
    let bad = jobs.add("count", "1", "owner", json!({"to": 5, "fail_at": 2})).await.expect("queues");
    let worse = jobs.add("count", "2", "owner", json!({"to": 5, "panic_at": 2})).await.expect("queues");
    let odd = jobs.add("dance", "3", "owner", json!({})).await.expect("queues");
    let good = jobs.add("count", "4", "owner", json!({"to": 1})).await.expect("queues");
    assert_eq!(jobs.wait(&good.id).await.expect("ends").state, "done");
    for (id, code) in [(&bad.id, "bad_file"), (&worse.id, "ended"), (&odd.id, "unknown_job")] {
        let job = jobs.get(id).await.expect("is there");
        assert_eq!(job.state, "failed");
        assert_eq!(job.error.expect("is kept").code, code);
    }
    let kept = jobs.get(&bad.id).await.expect("is there").error.expect("is kept");
    assert_eq!((kept.status, kept.field.as_deref()), (422, Some("time")));
}

#[tokio::test]
async fn a_stopped_job_is_taken_up_where_it_was_left() {
    let stand = Stand::new().await;
    let jobs = stand.jobs().await;
    let job = jobs.add("count", "1", "owner", json!({"to": 40, "pause_ms": 10})).await.expect("queues");
    until(&jobs, &job.id, 3).await;
    jobs.stop().await;
    let left = stand.store.job(&job.id).await.expect("reads").expect("is there");
    assert_eq!(left.state, JobState::Queued);
    assert!(left.done < 40, "{left:?}");
    drop(jobs);
    let jobs = stand.jobs().await;
    let job = jobs.wait(&job.id).await.expect("ends");
    assert_eq!(job.state, "done");
    assert_eq!(stand.counted.load(Ordering::SeqCst), 40, "nothing was counted twice or left out");
}

#[tokio::test]
async fn a_job_that_was_running_when_the_process_was_killed_is_taken_up() {
    let stand = Stand::new().await;
    let new =
        NewJob { kind: "count".into(), title: "1".into(), by: "owner".into(), at: now(), payload: json!({"to": 4}) };
    let id = stand.store.create_job(new).await.expect("queues");
    let mut row = stand.store.job(&id).await.expect("reads").expect("is there");
    row.state = JobState::Running;
    stand.store.update_job(&row).await.expect("writes");
    stand.store.put_chunk(&id, 0, &json!({"n": 1}), "owner", now()).await.expect("writes");
    let jobs = stand.jobs().await;
    assert_eq!(jobs.wait(&id).await.expect("ends").state, "done");
    assert_eq!(stand.counted.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn the_time_left_is_told_once_a_pace_is_known() {
    let stand = Stand::new().await;
    let jobs = stand.jobs().await;
    let job = jobs.add("count", "1", "owner", json!({"to": 1000, "pause_ms": 20})).await.expect("queues");
    until(&jobs, &job.id, 1).await;
    assert_eq!(jobs.get(&job.id).await.expect("is there").seconds_left, None);
    until(&jobs, &job.id, 40).await;
    let left = jobs.get(&job.id).await.expect("is there").seconds_left.expect("a pace is known");
    assert!((10..=120).contains(&left), "{left}");
    jobs.cancel(&job.id, "owner").await.expect("cancels");
    assert_eq!(jobs.wait(&job.id).await.expect("ends").seconds_left, None);
}
