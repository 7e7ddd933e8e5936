//! A model that is none: a real server on a loopback port that speaks the protocol, well or badly as a test asks, and
//! remembers every request as it came over the wire. No model of any provider was ever asked by a test.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// One request.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its first line and its headers.
    pub head: String,
    /// Its body.
    pub body: Value,
}

/// What is answered: status, further headers, body, and how long it takes.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Further headers, each with its end of line.
    pub headers: String,
    /// As it goes over the wire.
    pub body: String,
    /// How long it takes.
    pub after: Duration,
}

impl Reply {
    /// A completion with this content, and what it cost.
    pub fn says(content: &str) -> Self {
        Self::completion(
            &json!({"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}, "model": "test-model-1"}),
        )
    }

    /// Any body, with success.
    pub fn completion(body: &Value) -> Self {
        Self { status: 200, headers: String::new(), body: body.to_string(), after: Duration::ZERO }
    }

    /// A refusal in the protocol's form.
    pub fn refuses(status: u16, code: &str, message: &str) -> Self {
        let body = json!({"error": {"message": message, "type": "test_error", "code": code}}).to_string();
        Self { status, headers: String::new(), body, after: Duration::ZERO }
    }

    /// With one more header.
    pub fn with(mut self, header: &str) -> Self {
        self.headers.push_str(header);
        self.headers.push_str("\r\n");
        self
    }

    /// After a while.
    pub fn after(mut self, wait: Duration) -> Self {
        self.after = wait;
        self
    }
}

type Behaviour = Arc<dyn Fn(usize, &Seen) -> Reply + Send + Sync>;

/// The server; it ends with the value.
pub struct Provider {
    /// Its base, as people write it into the settings.
    pub base: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    serving: JoinHandle<()>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Provider {
    /// A server that answers the requests, counted from 0, as `behaves` says.
    pub async fn new(behaves: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}/v1", listener.local_addr().expect("an address"));
        let (seen, behaves): (Arc<Mutex<Vec<Seen>>>, Behaviour) = (Arc::default(), Arc::new(behaves));
        let kept = Arc::clone(&seen);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, behaves) = (Arc::clone(&kept), Arc::clone(&behaves));
                tokio::spawn(async move {
                    // Who hangs up in the middle is one of the things that are tested.
                    drop(answer(stream, &kept, &behaves).await);
                });
            }
        });
        Self { base, seen, serving }
    }

    /// All requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn answer(mut stream: TcpStream, kept: &Mutex<Vec<Seen>>, behaves: &Behaviour) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let length = text.lines().filter_map(|line| {
        line.to_ascii_lowercase().strip_prefix("content-length:").map(str::trim).and_then(|n| n.parse().ok())
    });
    let length: usize = length.max().unwrap_or(0);
    while bytes.len() < head + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
    }
    let seen = Seen { head: text, body: serde_json::from_slice(&bytes[head..head + length]).unwrap_or_default() };
    let number = {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(seen.clone());
        kept.len() - 1
    };
    let reply = behaves(number, &seen);
    tokio::time::sleep(reply.after).await;
    let head = format!(
        "HTTP/1.1 {} Test\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n{}\r\n",
        reply.status,
        reply.body.len(),
        reply.headers
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(reply.body.as_bytes()).await?;
    stream.shutdown().await
}
