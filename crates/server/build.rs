//! The built UI is embedded from `web/dist`; where nobody has built it, an empty folder keeps the crate building.

fn main() -> std::io::Result<()> {
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    std::fs::create_dir_all(&dist)?;
    let mut out = std::io::stdout();
    std::io::Write::write_all(&mut out, format!("cargo:rerun-if-changed={}\n", dist.display()).as_bytes())
}
