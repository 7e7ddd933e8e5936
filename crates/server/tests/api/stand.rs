//! A server for one test, and what a test does with it again and again.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use yeojido_app::DataFolder;
use yeojido_domain::{LocalText, Micros, WorkspaceName};
use yeojido_server::{Server, Settings};

/// Three customers: one goes the whole way, one orders, one only looks.
pub const EVENTS: &str = "회원번호,이벤트,일시,채널,주문번호\n\
    u1,visit,2026-03-01 10:00:00,app,\n\
    u1,order placed,2026-03-02 10:00:00,app,o1\n\
    u1,delivered,2026-03-05 10:00:00,,o1\n\
    u2,visit,2026-03-01 11:00:00,naver,\n\
    u2,order placed,2026-03-03 11:00:00,app,o2\n\
    u3,visit,2026-03-01 12:00:00,naver,\n";
pub const VOICES: &str = "회원번호,작성일,내용,별점,주문번호\n\
    u1,2026-03-06 09:00:00,배송이 빨라서 좋아요,5,o1\n\
    u2,2026-03-03 15:00:00,결제가 자꾸 실패해요,1,o2\n";

pub fn events_mapping() -> Value {
    json!({"mapping": 1, "name": "orders", "events": [
        {"event_from": "이벤트", "time": "일시", "customer": "회원번호", "channel": "채널", "order": "주문번호"}]})
}

pub fn voices_mapping() -> Value {
    json!({"mapping": 1, "name": "reviews", "voices": [{"source": "review", "time": "작성일", "customer": "회원번호",
        "text": "내용", "score": "별점", "scale": "stars5", "order": "주문번호"}]})
}

pub fn journey() -> Value {
    let stage = |id: &str, event: &str| json!({"id": id, "name": {"ko": id, "en": id}, "touchpoints": [{"id": "t", "events": [{"event": event}]}]});
    json!({"journey": 1, "id": "buy", "name": {"ko": "구매", "en": "Buying"}, "gap": "30d", "goal": {"event": "delivered"},
        "stages": [stage("look", "visit"), stage("pay", "order placed"), stage("receive", "delivered")]})
}

pub struct Stand {
    pub base: String,
    pub token: String,
    pub folder: tempfile::TempDir,
    client: reqwest::Client,
    close: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<()>>,
}

impl Stand {
    /// A server with an empty workspace `shop`.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::on(tempfile::tempdir().expect("a temporary folder"), change).await
    }

    pub async fn on(folder: tempfile::TempDir, change: impl FnOnce(&mut Settings)) -> Self {
        let data = Arc::new(DataFolder::open(folder.path()).await.expect("the folder is free"));
        let name = WorkspaceName::new("shop").expect("a good name");
        data.workspace_or_new(&name, LocalText::both("상점", "Shop"), false, Micros(0)).await.expect("is made");
        let token = data.token().to_owned();
        let mut settings = Settings::new(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        change(&mut settings);
        let server = Server::bind(data, settings).await.expect("listens");
        let base = format!("http://{}", server.address());
        let (close, closed) = oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            let until = async move { drop(closed.await) };
            server.run(until).await.expect("serves");
        });
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { base, token, folder, client, close: Some(close), served: Some(served) }
    }

    /// A server whose workspace holds the sample and its journey.
    pub async fn filled() -> Self {
        let stand = Self::new().await;
        stand.import("orders.csv", EVENTS, &events_mapping()).await;
        stand.import("reviews.csv", VOICES, &voices_mapping()).await;
        let put = stand.put("/api/w/shop/journeys/buy", &json!({"base": null, "definition": journey()})).await;
        assert_eq!(put.0, StatusCode::OK, "{}", put.1);
        stand
    }

    /// Stops the server and gives the folder back.
    pub async fn stop(mut self) -> tempfile::TempDir {
        drop(self.close.take());
        let served = self.served.take().expect("runs");
        tokio::time::timeout(Duration::from_secs(20), served).await.expect("stops in time").expect("stops well");
        self.folder
    }

    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub async fn raw(&self, path: &str) -> Response {
        self.ask(Method::GET, path).send().await.expect("answers")
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        read(self.raw(path).await).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        read(self.ask(Method::PUT, path).json(body).send().await.expect("answers")).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        read(self.ask(Method::POST, path).json(body).send().await.expect("answers")).await
    }

    pub async fn upload(&self, files: &[(&str, &[u8])]) -> (StatusCode, Value) {
        let mut body = Vec::new();
        for (name, content) in files {
            body.extend(
                format!("--x7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
            );
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--x7--\r\n");
        let ask =
            self.ask(Method::POST, "/api/w/shop/uploads").header("content-type", "multipart/form-data; boundary=x7");
        read(ask.body(body).send().await.expect("answers")).await
    }

    /// Uploads and imports a file, waits for the end, and answers the job.
    pub async fn import(&self, name: &str, content: &str, mapping: &Value) -> Value {
        let (_, upload) = self.upload(&[(name, content.as_bytes())]).await;
        let body = json!({"upload": upload["upload"], "file": name, "mapping": mapping});
        let (status, job) = self.post("/api/w/shop/imports", &body).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{job}");
        self.wait(&job).await
    }

    /// Waits until a job is over.
    pub async fn wait(&self, job: &Value) -> Value {
        let path = format!("/api/w/shop/jobs/{}", job["id"].as_str().expect("has an id"));
        for _ in 0..600 {
            let (_, job) = self.get(&path).await;
            if !matches!(job["state"].as_str(), Some("queued" | "running")) {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{job} never ended");
    }
}

pub async fn read(answer: Response) -> (StatusCode, Value) {
    let status = answer.status();
    let text = answer.text().await.expect("has a body");
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// Asserts that an answer is the problem of this status and code.
#[track_caller]
pub fn is_problem(answer: &(StatusCode, Value), status: u16, code: &str) {
    assert_eq!((answer.0.as_u16(), answer.1["code"].as_str()), (status, Some(code)), "{}", answer.1);
    assert_eq!(answer.1["status"], status);
    assert_eq!(answer.1["type"], "about:blank");
    assert!(answer.1["title"].as_str().is_some_and(|title| !title.is_empty()));
}
