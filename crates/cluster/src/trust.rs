//! Who may talk to whom: TLS in which both sides show a certificate.
//!
//! Executors run whatever plan they are given, so a node that is not reached by the loopback alone must know who talks to it.
//! From a secret that all nodes share each derives the same authority and the same certificate; whoever has not the secret
//! cannot make them and gets no further than the handshake. Certificates of an authority of one's own do as well.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ballista_core::extension::EndpointOverrideFn;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, SerialNumber};
use rustls::pki_types::PrivatePkcs8KeyDer;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity, Server, ServerTlsConfig};

use crate::error::ClusterError;
use crate::settings::TrustSettings;

/// The name that every node's certificate has.
const NAME: &str = "yeojido-cluster";
/// Characters that a secret has at least.
const LEAST: usize = 32;
/// How often a silent connection is asked whether it is still there, and how long it may take to answer.
const ALIVE: Duration = Duration::from_secs(5);
/// What a key of Ed25519 begins with in PKCS #8 (RFC 8410).
const PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// What a node shows, and whom it believes.
#[derive(Debug, Clone)]
pub struct Trust {
    authority: String,
    certificate: String,
    key: String,
}

impl Trust {
    /// What the settings say; `None` when they say nothing.
    ///
    /// # Errors
    /// [`ClusterError::Settings`] for a short secret, or for certificates of which one is missing.
    pub fn of(settings: &TrustSettings) -> Result<Option<Self>, ClusterError> {
        let read = |path: &std::path::Path| std::fs::read_to_string(path).map_err(ClusterError::io(path));
        match settings {
            TrustSettings { secret_file: Some(path), authority: None, certificate: None, key: None } => {
                Self::shared(read(path)?.trim()).map(Some)
            }
            TrustSettings { secret_file: None, authority: Some(authority), certificate: Some(own), key: Some(key) } => {
                Ok(Some(Self { authority: read(authority)?, certificate: read(own)?, key: read(key)? }))
            }
            TrustSettings { secret_file: None, authority: None, certificate: None, key: None } => Ok(None),
            _ => {
                let why = "trust: give `secret_file`, or all of `authority`, `certificate` and `key`";
                Err(ClusterError::Settings(why.to_owned()))
            }
        }
    }

    /// Of everybody who knows a secret.
    ///
    /// # Errors
    /// [`ClusterError::Settings`] for one that is too short.
    pub fn shared(secret: &str) -> Result<Self, ClusterError> {
        if secret.chars().count() < LEAST {
            let why = format!("trust: a secret must have at least {LEAST} characters, from a random source");
            return Err(ClusterError::Settings(why));
        }
        let bad = |error: rcgen::Error| ClusterError::Settings(format!("trust: {error}"));
        let (authority_key, key) = (derived(secret, "authority").map_err(bad)?, derived(secret, "node").map_err(bad)?);
        let mut authority = params(1).map_err(bad)?;
        authority.distinguished_name.push(DnType::CommonName, "yeojido-cluster authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        let mut own = params(2).map_err(bad)?;
        own.distinguished_name.push(DnType::CommonName, NAME);
        let signed = authority.self_signed(&authority_key).map_err(bad)?;
        let issuer = Issuer::from_params(&authority, &authority_key);
        let certificate = own.signed_by(&key, &issuer).map_err(bad)?.pem();
        Ok(Self { authority: signed.pem(), certificate, key: key.serialize_pem() })
    }

    fn identity(&self) -> Identity {
        Identity::from_pem(&self.certificate, &self.key)
    }
}

fn params(serial: u64) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(vec![NAME.to_owned()])?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.serial_number = Some(SerialNumber::from(serial));
    Ok(params)
}

/// A key that whoever knows the secret derives alike.
fn derived(secret: &str, of: &str) -> Result<KeyPair, rcgen::Error> {
    let context = format!("yeojido-cluster 2026 ed25519 key of the {of}");
    let mut key = PKCS8.to_vec();
    key.extend(blake3::derive_key(&context, secret.as_bytes()));
    KeyPair::from_pkcs8_der_and_sign_algo(&PrivatePkcs8KeyDer::from(key), &rcgen::PKCS_ED25519)
}

/// A server that lets in whom the node believes.
///
/// # Errors
/// [`ClusterError::Settings`] for certificates that cannot be read, or for an address that others reach and nobody is
/// believed.
pub fn server(trust: Option<&Trust>, bind: SocketAddr) -> Result<Server, ClusterError> {
    let server = Server::builder().tcp_nodelay(true).http2_keepalive_interval(Some(ALIVE));
    match trust {
        None if bind.ip().is_loopback() => Ok(server),
        None => Err(ClusterError::Settings(format!(
            "{bind} can be reached by others, who could run anything here: set `trust.secret_file` (or certificates), or \
             bind to 127.0.0.1"
        ))),
        Some(trust) => {
            let tls = ServerTlsConfig::new()
                .timeout(ALIVE)
                .identity(trust.identity())
                .client_ca_root(Certificate::from_pem(&trust.authority));
            server.tls_config(tls).map_err(|bad| ClusterError::Settings(format!("trust: {bad}")))
        }
    }
}

/// How every connection is made: shown to be ours, and given up when the other side does not answer.
pub fn endpoint(trust: Option<&Trust>) -> EndpointOverrideFn {
    let trust = trust.cloned();
    Arc::new(move |given: Endpoint| {
        let endpoint = match &trust {
            None => given,
            Some(trust) => {
                let at = given.uri().authority().map(ToString::to_string).unwrap_or_default();
                let tls = ClientTlsConfig::new()
                    .domain_name(NAME)
                    .timeout(ALIVE)
                    .ca_certificate(Certificate::from_pem(&trust.authority))
                    .identity(trust.identity());
                Endpoint::from_shared(format!("https://{at}"))?.tls_config(tls)?
            }
        };
        Ok(endpoint
            .connect_timeout(ALIVE)
            .tcp_nodelay(true)
            .http2_keep_alive_interval(ALIVE)
            .keep_alive_timeout(ALIVE)
            .keep_alive_while_idle(true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_gives_every_node_the_same_certificates_and_another_secret_others() {
        let (one, same) = (Trust::shared(&"가나다라".repeat(8)), Trust::shared(&"가나다라".repeat(8)));
        let (one, same) = (one.expect("long enough"), same.expect("long enough"));
        assert_eq!((&one.authority, &one.certificate), (&same.authority, &same.certificate));
        let other = Trust::shared(&"마바사아".repeat(8)).expect("long enough");
        assert_ne!(one.authority, other.authority);
        assert!(Trust::shared("짧다").is_err());
    }

    #[test]
    fn without_trust_only_the_loopback_is_bound() {
        let at = |text: &str| text.parse().expect("an address");
        assert!(server(None, at("127.0.0.1:0")).is_ok());
        assert!(server(None, at("[::1]:0")).is_ok());
        assert!(server(None, at("0.0.0.0:0")).is_err());
        assert!(server(None, at("10.0.0.1:50050")).is_err());
    }
}
