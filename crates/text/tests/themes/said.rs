//! What the themes are tried on: the voices of the demo company, and the corpus of the labels.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use yeojido_domain::{Micros, Statement, VoiceKey, Zone};
use yeojido_text::{Heard, Labeller};

/// A labelled statement that keeps its own words.
pub struct Spoken {
    pub statement: Statement,
    pub voice: VoiceKey,
    pub time: Micros,
    /// The whole voice.
    pub text: String,
}

pub fn heard(spoken: &[Spoken]) -> Vec<Heard<'_>> {
    spoken.iter().map(|it| Heard { statement: &it.statement, voice: it.voice, time: it.time }).collect()
}

pub fn statements(spoken: &[Spoken]) -> Vec<&Statement> {
    spoken.iter().map(|it| &it.statement).collect()
}

fn labelled(voices: impl Iterator<Item = (VoiceKey, Micros, String)>) -> Vec<Spoken> {
    let labeller = Labeller::shipped().expect("the weights of this version");
    voices
        .flat_map(|(voice, time, text)| {
            let statements = labeller.label(&text).statements;
            statements.into_iter().map(move |statement| Spoken { statement, voice, time, text: text.clone() })
        })
        .collect()
}

/// The voices of the demo company, labelled once for all tests.
pub fn demo() -> &'static [Spoken] {
    static DEMO: LazyLock<Vec<Spoken>> = LazyLock::new(|| {
        let company = yeojido_demo::company(yeojido_demo::SEED, 20_000).expect("the demo's corpus");
        labelled(company.voices.into_iter().filter_map(|voice| Some((voice.key, voice.time, voice.text?))))
    });
    &DEMO
}

/// The first moment of a day in Seoul.
pub fn day(year: i16, month: i8, day: i8) -> Micros {
    Zone::seoul().start_of(jiff::civil::date(year, month, day))
}

/// The statements of a language's files, or of those whose names hold a word; all heard at one time.
pub fn corpus(language: &str, holding: &str) -> Vec<Spoken> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("corpus");
    let mut files: Vec<_> =
        fs::read_dir(root.join(language)).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|path| path.to_string_lossy().contains(holding));
    files.sort();
    let texts = files.iter().flat_map(|path| {
        let text = fs::read_to_string(path).expect("a file of the corpus");
        text.lines().skip(1).filter_map(|line| line.split('\t').nth(2).map(str::to_owned)).collect::<Vec<_>>()
    });
    labelled(texts.enumerate().map(|(at, text)| (VoiceKey(at as u128), Micros(0), text)))
}
