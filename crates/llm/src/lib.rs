//! The one door through which words leave this machine: a language model that speaks the protocol of OpenAI's chat
//! completions, wherever it runs. Nothing here is used unless a person has plugged one in.
//!
//! Why a crate of its own: what may go out must be decided in one place. A [`Prompt`] is instructions that were compiled
//! in and, apart from them, words that were masked when they were put in; [`Client::ask`] sends prompts and nothing else.
//! So no caller can send a customer's telephone number, however careless it is.
//!
//! What it refuses: an address that would carry words across the internet unencrypted, answers of another host than the
//! one that was named, answers that are too long or have not the shape that was asked for. What an answer means, and
//! whether it may be asked for, is the caller's.

mod client;
mod dialect;
mod endpoint;
mod error;
mod key;
mod patience;
mod prompt;
mod protocol;

pub use client::{Client, Outcome, Spent};
pub use endpoint::{BadEndpoint, Endpoint};
pub use error::LlmError;
pub use key::{BadKey, Key};
pub use patience::Patience;
pub use prompt::{Prompt, Shape};
