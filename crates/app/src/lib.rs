//! What people can do with Yeojido: one module a step of the loop, each use case holding its input, its permission and
//! its work side by side.
//!
//! Why between engine and edge: the command line and the server both call these, so an answer on a screen and the
//! answer of a command are the same value.

pub mod analyses;
pub mod collect;
pub mod command;
pub mod error;
pub mod export;
mod home;
pub mod jobs;
pub mod journeys;
pub mod machine;
pub mod map;
pub mod masking;
pub mod measure;
pub mod nearly;
pub mod people;
pub mod rows;
pub mod sample;
pub mod search;
pub mod team;
pub mod understand;
pub mod workspace;

pub use error::AppError;
pub use home::{Held, has_store};
pub use workspace::{DataFolder, Workspace};
pub use yeojido_lake::Cache;
