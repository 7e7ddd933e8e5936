//! The built UI is embedded from `web/dist`; where nobody has built it, an empty folder keeps the crate building.
//!
//! The path is relative: what is compiled is shared between clones, and an absolute one would watch another's screens.

const DIST: &str = "../../web/dist";

fn main() -> std::io::Result<()> {
    std::fs::create_dir_all(DIST)?;
    std::io::Write::write_all(&mut std::io::stdout(), format!("cargo:rerun-if-changed={DIST}\n").as_bytes())
}
