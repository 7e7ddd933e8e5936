//! Lists the files of the corpus, so that adding one needs no line of code.
//!
//! Their folder is named by the compiler, not here: what this wrote is shared between clones, and a path would be another's.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=corpus");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut files: Vec<_> = fs::read_dir(Path::new(&root).join("corpus"))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    let mut code = String::from("const FILES: &[(&str, &str)] = &[\n");
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/corpus/\", {name:?})");
        writeln!(code, "    ({name:?}, include_str!({text})),").map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("corpus.rs"), code)
}
