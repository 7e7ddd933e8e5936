//! The fonts that exports are set in: those that ship with the program, and what the machine adds. They are looked for
//! once in a process.

use std::sync::{Arc, OnceLock};

use fontdb::{Database, Family, Query, Weight};
use yeojido_print::{FontFile, Fonts, PrintError};

/// For the words of customers.
const SERIF: [&str; 2] = ["Noto Serif KR", "Noto Serif CJK KR"];
/// For what Pretendard does not have: Hanja first of all.
const OTHERS: [&str; 6] =
    ["Noto Sans CJK KR", "Noto Sans KR", "Noto Sans CJK JP", "Noto Sans JP", "Noto Sans CJK SC", "Noto Sans SC"];

fn machine() -> &'static Database {
    static FOUND: OnceLock<Database> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut found = Database::new();
        found.load_system_fonts();
        found
    })
}

/// The first of these families that the machine has in a weight for reading.
fn first(families: &[&str]) -> Option<FontFile> {
    families.iter().find_map(|family| {
        let query = Query { families: &[Family::Name(family)], weight: Weight::NORMAL, ..Query::default() };
        let id = machine().query(&query)?;
        // A variable font is drawn in its lightest weight, which is too thin to read.
        machine().face(id).filter(|face| (400..=600).contains(&face.weight.0))?;
        let (data, index) = machine().with_face_data(id, |data, index| (Arc::new(data.to_vec()), index))?;
        Some(FontFile { data, index, family: (*family).to_owned() })
    })
}

fn serif() -> Option<FontFile> {
    static FOUND: OnceLock<Option<FontFile>> = OnceLock::new();
    FOUND.get_or_init(|| first(&SERIF)).clone()
}

fn kept(at: &'static OnceLock<Fonts>, others: impl FnOnce() -> Vec<FontFile>) -> Result<&'static Fonts, PrintError> {
    if let Some(fonts) = at.get() {
        return Ok(fonts);
    }
    let fonts = Fonts::new(serif(), others())?;
    Ok(at.get_or_init(|| fonts))
}

/// Without fallbacks.
pub(super) fn own() -> Result<&'static Fonts, PrintError> {
    static OWN: OnceLock<Fonts> = OnceLock::new();
    kept(&OWN, Vec::new)
}

/// With a font for other scripts, if the machine has one.
pub(super) fn with_fallback() -> Result<&'static Fonts, PrintError> {
    static ALL: OnceLock<Fonts> = OnceLock::new();
    kept(&ALL, || first(&OTHERS).into_iter().collect())
}
