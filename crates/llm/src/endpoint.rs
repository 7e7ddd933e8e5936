//! Where the model listens.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

/// Longest address.
const ADDRESS_MAX: usize = 500;

/// An address that words must not be sent to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEndpoint {
    /// It is no address.
    #[error("`{0}` is no address such as https://api.example.com/v1")]
    NoAddress(String),
    /// It holds something that belongs elsewhere.
    #[error("an endpoint has no {0}")]
    Has(&'static str),
    /// Words would cross the internet for everybody to read.
    #[error("{0} is not in this network: over the internet words go encrypted (https) or not at all")]
    Open(String),
}

/// The base of the protocol's addresses: `https://api.example.com/v1`, `http://localhost:11434/v1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(Url);

impl Endpoint {
    /// Reads an address. `http` is for this machine and its network only.
    ///
    /// # Errors
    /// [`BadEndpoint`].
    pub fn new(text: &str) -> Result<Self, BadEndpoint> {
        let text = text.trim().trim_end_matches('/');
        let none = || BadEndpoint::NoAddress(text.chars().take(80).collect());
        if text.len() > ADDRESS_MAX {
            return Err(none());
        }
        let url = Url::parse(text).map_err(|_| none())?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(none)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadEndpoint::Has("user and password in its address; the key has a field of its own"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BadEndpoint::Has("question mark or hash"));
        }
        match url.scheme() {
            "https" => {}
            "http" if is_near(host) => {}
            "http" => return Err(BadEndpoint::Open(host.to_owned())),
            _ => return Err(none()),
        }
        Ok(Self(url))
    }

    /// Scheme, host and port: a key belongs to them.
    #[must_use]
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Whether it is this very machine, which no proxy stands before.
    pub(crate) fn is_here(&self) -> bool {
        self.0.host_str().is_some_and(|host| host == "localhost" || address(host).is_some_and(|at| at.is_loopback()))
    }

    /// The address that questions go to.
    pub(crate) fn completions(&self) -> String {
        format!("{self}/chat/completions")
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// This machine, a private address, or a name that only the own network knows.
fn is_near(host: &str) -> bool {
    match address(host) {
        Some(IpAddr::V4(at)) => at.is_loopback() || at.is_private() || at.is_link_local(),
        Some(IpAddr::V6(at)) => at.is_loopback() || at.is_unique_local() || at.is_unicast_link_local(),
        None => !host.contains('.') || [".local", ".internal", ".lan"].iter().any(|end| host.ends_with(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_encrypted_or_stay_in_the_own_network() {
        for good in [
            "https://api.example.com/v1/",
            "http://localhost:11434/v1",
            "http://127.0.0.1:8000",
            "http://192.168.0.7/v1",
            "http://[::1]:1/v1",
            "http://ollama:11434/v1",
            "http://model.internal/v1",
        ] {
            assert!(Endpoint::new(good).is_ok(), "{good}");
        }
        for open in ["http://api.example.com/v1", "http://8.8.8.8/v1", "http://127.0.0.1.example.com/v1"] {
            assert!(matches!(Endpoint::new(open), Err(BadEndpoint::Open(_))), "{open}");
        }
    }

    #[test]
    fn what_is_no_address_is_told() {
        for bad in ["", "api.example.com", "ftp://a.example/v1", "file:///etc/passwd", "javascript:alert(1)"] {
            assert!(matches!(Endpoint::new(bad), Err(BadEndpoint::NoAddress(_))), "{bad}");
        }
        for bad in ["https://u:p@a.example/v1", "https://a.example/v1?key=1", "https://a.example/v1#x"] {
            assert!(matches!(Endpoint::new(bad), Err(BadEndpoint::Has(_))), "{bad}");
        }
    }

    #[test]
    fn an_address_keeps_its_path_and_a_key_belongs_to_its_origin() {
        let endpoint = Endpoint::new("https://api.example.com:8443/openai/v1/").expect("an address");
        assert_eq!(endpoint.completions(), "https://api.example.com:8443/openai/v1/chat/completions");
        assert_eq!(endpoint.origin(), "https://api.example.com:8443");
        assert_eq!(
            Endpoint::new("http://localhost:1").expect("an address").completions(),
            "http://localhost:1/chat/completions"
        );
    }
}
