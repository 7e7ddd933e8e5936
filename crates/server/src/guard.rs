//! Who may speak to a server without accounts: programs of this machine, and pages that this server itself sent.
//!
//! A page of the internet can make a browser of this machine send requests here. Two doors are shut. A name that points
//! to 127.0.0.1 (DNS rebinding) is told by its `Host`, which must be a loopback name. A write across origins is told by
//! `Origin`, or by `Sec-Fetch-Site` where a browser leaves `Origin` out. Programs send neither and pass.

use std::net::IpAddr;
use std::time::Duration;

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Refusal;

/// What a page may do: nothing inline that runs, nothing from elsewhere, in nobody's frame unless it is a link made for that. Styles may be inline, since
/// charts and menus place themselves by them.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
                      frame-ancestors ";

/// On an answer: pages of others may show it in a frame.
#[derive(Debug, Clone, Copy)]
pub struct Embeddable;

/// Longest time for an answer; uploads and streams are apart.
const PATIENCE: Duration = Duration::from_secs(60);

fn is_loopback(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<Authority>() else { return false };
    let host = authority.host();
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The check itself, apart from the web framework so that its table can be tested.
fn check(method: &Method, host: Option<&str>, headers: &HeaderMap) -> Result<(), Refusal> {
    let host = host.filter(|host| is_loopback(host)).ok_or_else(|| {
        Refusal::new(
            StatusCode::FORBIDDEN,
            "host_refused",
            "this server answers to localhost only: it has no accounts yet",
        )
    })?;
    if method.is_safe() {
        return Ok(());
    }
    let same_site = |site: &str| matches!(site, "same-origin" | "none");
    let allowed = match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| {
            origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")) == Some(host)
        }),
        None => text(headers, &HeaderName::from_static("sec-fetch-site")).is_none_or(same_site),
    };
    if allowed {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::FORBIDDEN, "origin_refused", "a page of another site may not write here"))
    }
}

/// Refuses what does not come from this machine or its own pages.
pub async fn own_pages_only(request: Request, next: Next) -> Response {
    let authority = request.uri().authority().map(Authority::as_str);
    let host = authority.or_else(|| text(request.headers(), &header::HOST));
    match check(request.method(), host, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

/// Says on every answer what a browser may do with it.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let embeddable = answer.extensions().get::<Embeddable>().is_some();
    let headers = answer.headers_mut();
    if let Ok(policy) = HeaderValue::try_from(format!("{POLICY}{}", if embeddable { "*" } else { "'none'" })) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !embeddable {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Answers hold personal data: no cache may keep one that does not say otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// Gives up on an answer that takes too long.
pub async fn in_time(request: Request, next: Next) -> Response {
    tokio::time::timeout(PATIENCE, next.run(request)).await.unwrap_or_else(|_| {
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "timeout", "the answer took longer than a minute").into_response()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(method: &Method, host: &str, pairs: &[(&'static str, &str)]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(HeaderName::from_static(name), value.parse().expect("a header's value"));
        }
        check(method, Some(host), &headers).err().map(|refusal| refusal.0.code)
    }

    #[test]
    fn only_loopback_names_are_answered() {
        for host in ["localhost:8080", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080", "LocalHost"] {
            assert_eq!(verdict(&Method::GET, host, &[]), None, "{host}");
        }
        for host in ["evil.example:8080", "localhost.evil.example", "10.0.0.1", "", "127.0.0.1.evil.example", "0.0.0.0"]
        {
            assert_eq!(verdict(&Method::GET, host, &[]).as_deref(), Some("host_refused"), "{host}");
        }
        assert!(check(&Method::GET, None, &HeaderMap::new()).is_err());
    }

    #[test]
    fn another_site_may_not_write() {
        let host = "localhost:8080";
        assert_eq!(verdict(&Method::POST, host, &[("origin", "http://localhost:8080")]), None);
        assert_eq!(verdict(&Method::POST, host, &[]), None, "a program sends no origin");
        assert_eq!(verdict(&Method::POST, host, &[("sec-fetch-site", "same-origin")]), None);
        let refused = Some("origin_refused");
        for origin in ["http://evil.example", "null", "http://localhost:9999", "http://127.0.0.1:8080"] {
            assert_eq!(verdict(&Method::POST, host, &[("origin", origin)]).as_deref(), refused, "{origin}");
            assert_eq!(verdict(&Method::GET, host, &[("origin", origin)]), None, "reading is the browser's to refuse");
        }
        assert_eq!(verdict(&Method::DELETE, host, &[("sec-fetch-site", "cross-site")]).as_deref(), refused);
    }
}
