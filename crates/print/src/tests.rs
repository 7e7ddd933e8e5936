//! Tests over whole pages and files.

mod files;
mod layout;
mod sample;
mod words;
