//! Machine: what a language model is asked, if a person has plugged one in. Off by default, and off means that nothing is
//! sent at all.
//!
//! Everything here that goes out goes through [`turn::Turn::ask`]: it looks at the settings, at the budget and at nothing
//! else, counts what was used, and can send nothing but a [`yeojido_llm::Prompt`], whose words are masked. What comes back
//! is checked against what was given, kept with its model and its verbatims, and shown as a machine's, beside what is
//! computed and what people write and never in its place.

mod key;
mod reply;
mod settings;
mod summary;
mod turn;
mod usage;
mod verbatims;
mod written;

pub use reply::{Draft, VoiceReply, draft, voice_reply};
pub use settings::{Change, Settings, Told, Tried, Use, change, settings, test};
pub use summary::{Sentence, StageSummary, Summary, stage_summary, summarize};
pub use turn::Machine;
pub use usage::{Used, UsedIn};
