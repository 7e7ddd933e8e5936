//! What can go wrong at a model, by what a person can do about it. Neither the key nor words of customers are in it.

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LlmError {
    /// Look at the address and the network.
    #[error("{origin} cannot be reached: {why}")]
    Unreachable {
        /// Scheme, host and port.
        origin: String,
        /// What the system said.
        why: String,
    },
    /// Ask for less, or a faster model: it did not answer in time.
    #[error("{origin} did not answer within {seconds} s")]
    Slow {
        /// Scheme, host and port.
        origin: String,
        /// How long was waited for it.
        seconds: u64,
    },
    /// Look at the key.
    #[error("{origin} does not accept the key (HTTP {status}{})", beside(code))]
    Key {
        /// Scheme, host and port.
        origin: String,
        /// 401 or 403.
        status: u16,
        /// Its word for it, if it gave one.
        code: Option<String>,
        /// What it said.
        said: String,
    },
    /// Wait, or raise the limit there.
    #[error("{origin} takes no more questions at present (HTTP {status}{})", beside(code))]
    Busy {
        /// Scheme, host and port.
        origin: String,
        /// 429 or 503.
        status: u16,
        /// Its word for it, if it gave one.
        code: Option<String>,
        /// When it may be asked again, if it said so.
        after_s: Option<u64>,
    },
    /// Look at address and model: it does not do what is asked.
    #[error("{origin} refused the question (HTTP {status}{})", beside(code))]
    Refused {
        /// Scheme, host and port.
        origin: String,
        /// Status of its answer.
        status: u16,
        /// Its word for it, if it gave one.
        code: Option<String>,
        /// What it said.
        said: String,
    },
    /// Try later: it failed by itself.
    #[error("{origin} failed (HTTP {status}{})", beside(code))]
    Failed {
        /// Scheme, host and port.
        origin: String,
        /// Status of its answer.
        status: u16,
        /// Its word for it, if it gave one.
        code: Option<String>,
    },
    /// Name the other address if it is meant: nothing was sent there.
    #[error("{origin} points to another address; nothing was sent there")]
    Elsewhere {
        /// Scheme, host and port.
        origin: String,
    },
    /// Its answer was longer than an answer may be.
    #[error("the answer of {origin} is longer than {limit} bytes")]
    TooLong {
        /// Scheme, host and port.
        origin: String,
        /// The limit.
        limit: usize,
    },
    /// Its answer ended before it was complete.
    #[error("the model stopped in the middle of its answer")]
    Cut,
    /// The model does not want to answer.
    #[error("the model declined to answer")]
    Declined,
    /// Try another model: its answer has not the shape that was asked for.
    #[error("the answer of {origin} has not the shape that was asked for: {why}")]
    Shapeless {
        /// Scheme, host and port.
        origin: String,
        /// Where it departs from it.
        why: String,
    },
}

fn beside(code: &Option<String>) -> String {
    code.as_deref().map(|code| format!(", {code}")).unwrap_or_default()
}

impl LlmError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "machine_unreachable",
            Self::Slow { .. } => "machine_slow",
            Self::Key { .. } => "machine_key",
            Self::Busy { .. } => "machine_busy",
            Self::Refused { .. } => "machine_refused",
            Self::Failed { .. } => "machine_failed",
            Self::Elsewhere { .. } => "machine_elsewhere",
            Self::TooLong { .. } => "machine_too_long",
            Self::Cut => "machine_cut",
            Self::Declined => "machine_declined",
            Self::Shapeless { .. } => "machine_shapeless",
        }
    }

    /// What the other side said in its own words, for a screen; it is in no log.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        match self {
            Self::Key { said, .. } | Self::Refused { said, .. } => Some(said.as_str()).filter(|said| !said.is_empty()),
            _ => None,
        }
    }
}
