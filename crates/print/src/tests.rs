//! Tests over whole pages and files.

mod files;
mod found;
mod layout;
mod planned;
mod sample;
mod words;
