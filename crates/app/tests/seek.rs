//! Searching voices by the index of words: what the texts hold is found without it, what they nearly hold only by it.

#![expect(clippy::print_stdout, reason = "what was measured is printed")]

use std::sync::Arc;
use std::time::Instant;

use yeojido_app::people::{Says, VoiceQuery, Voices, voices};
use yeojido_app::{DataFolder, Workspace, masking, nearly, search, understand};
use yeojido_domain::{LocalText, Micros, Period, VoiceKey, WorkspaceName, Zone};
use yeojido_lake::Batch;

const NOW: Micros = Micros(1_795_000_000_000_000);

struct Fixture {
    dir: tempfile::TempDir,
    folder: DataFolder,
    workspace: Arc<Workspace>,
}

async fn empty() -> Fixture {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let workspace = folder
        .workspace_or_new(&WorkspaceName::new("demo").expect("a name"), LocalText::One("demo".into()), true, NOW)
        .await
        .expect("a workspace");
    Fixture { dir, folder, workspace }
}

fn asked(text: &str) -> VoiceQuery {
    VoiceQuery {
        voice: None,
        text: text.to_owned(),
        nearly: false,
        source: None,
        score_min: None,
        score_max: None,
        rated: None,
        says: Says::default(),
        theme: None,
        put_right: None,
        stage: None,
        period: Period::all(Zone::seoul()),
        cursor: None,
        limit: None,
    }
}

impl Fixture {
    async fn add(&self, company: yeojido_demo::Company) {
        let batch = Batch { source: "maru".into(), voices: company.voices, ..Batch::default() };
        self.workspace.lake.append(batch, None).await.expect("an append");
    }

    async fn index(&self) -> nearly::Indexed {
        nearly::index_voices(&self.workspace, |_, _| {}, || false).await.expect("indexed")
    }

    async fn found(&self, text: &str) -> Voices {
        voices(&self.workspace, &asked(text), None, NOW).await.expect("a list")
    }
}

fn company(seed: u64, customers: usize) -> yeojido_demo::Company {
    yeojido_demo::company(seed, customers).expect("the corpus")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_texts_hold_is_found_with_and_without_the_index() {
    let fixture = empty().await;
    fixture.add(company(7, 1_500)).await;
    let typed = ["배송", "배소", "ㅂㅅ", "환불", "앱이", "배송이 늦", "결제", "refund", "님", "5"];
    let mut before = Vec::new();
    for text in typed {
        before.push(fixture.found(text).await);
    }
    assert!(before.iter().any(|list| list.n > 20), "the texts hold some of it");
    fixture.index().await;
    for (text, before) in typed.iter().zip(before) {
        let after = fixture.found(text).await;
        if before.n > 0 {
            assert_eq!((before.n, &before.rows, &before.facets), (after.n, &after.rows, &after.facets), "{text}");
            assert!(!after.nearly.shown);
        }
        assert_eq!(after.nearly.waiting, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_says_in_full_is_found_by_what_is_nearly_said() {
    let fixture = empty().await;
    fixture.add(company(7, 1_500)).await;
    let waiting = fixture.found("결졔").await;
    assert!(waiting.n == 0 && waiting.nearly.waiting > 100, "{:?}", waiting.nearly);
    fixture.index().await;
    for (typed, meant) in [("결졔", "결제"), ("배숑", "배송"), ("환뷸", "환불")] {
        let (found, wanted) = (fixture.found(typed).await, fixture.found(meant).await);
        assert!(found.nearly.shown && found.n == found.nearly.n, "{typed}: {:?}", found.nearly);
        assert!(wanted.n > 0 && found.n * 10 >= wanted.n * 8, "{typed}: {} of {}", found.n, wanted.n);
        let counted: u64 = found.by_source.iter().map(|one| one.count).sum();
        assert_eq!(counted, found.n, "facets count what is listed");
    }
    let all =
        voices(&fixture.workspace, &VoiceQuery { nearly: true, ..asked("배송") }, None, NOW).await.expect("a list");
    let only = fixture.found("배송").await;
    assert_eq!(all.n, only.n + only.nearly.n, "asked for, both are listed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_index_follows_the_voices_the_rule_and_a_restart() {
    let Fixture { dir, folder, workspace } = empty().await;
    let fixture = Fixture { dir, folder, workspace };
    fixture.add(company(7, 300)).await;
    assert!(nearly::is_behind(&fixture.workspace).await.expect("looked"));
    let stopped = nearly::index_voices(&fixture.workspace, |_, _| {}, || true).await;
    assert!(matches!(stopped, Err(yeojido_app::AppError::Cancelled)));
    let first = fixture.index().await;
    assert!(first.added > 50 && !nearly::is_behind(&fixture.workspace).await.expect("looked"), "{first:?}");
    assert_eq!(fixture.index().await, nearly::Indexed::default());
    fixture.add(company(9, 100)).await;
    let more = fixture.index().await;
    assert!(more.added > 0 && more.added < first.added, "only what is new: {more:?}");
    let owner = yeojido_app::team::Actor::owner(None).expect("the owner");
    masking::put_rule(&fixture.workspace, r"O-\d+", &owner, NOW).await.expect("kept");
    assert!(nearly::is_behind(&fixture.workspace).await.expect("looked"), "other rules hide other words");
    assert_eq!(fixture.index().await.added, first.added + more.added);
    let (name, Fixture { dir, folder, workspace }) = (fixture.workspace.name.clone(), fixture);
    drop((workspace, folder));
    let search = dir.path().join("demo/search");
    for damage in [false, true] {
        if damage {
            std::fs::write(search.join("meta.json"), "{").expect("writes");
        }
        let folder = DataFolder::open(dir.path()).await.expect("the folder");
        let workspace = folder.workspace(&name).await.expect("the workspace");
        assert_eq!(nearly::is_behind(&workspace).await.expect("looked"), damage);
        let done = nearly::index_voices(&workspace, |_, _| {}, || false).await.expect("indexed");
        assert_eq!(done.added > 0, damage);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_of_everything_finds_as_many_as_the_list() {
    let fixture = empty().await;
    fixture.add(company(7, 600)).await;
    fixture.index().await;
    for typed in ["배송", "결졔", "zzz없는말"] {
        let (list, all) = (fixture.found(typed).await, search::search(&fixture.workspace, typed, None).await);
        let all = all.expect("found");
        assert_eq!((all.voices.n, all.voices_nearly), (list.n, list.nearly), "{typed}");
    }
}

/// Searches that are measured together.
const ROUNDS: u32 = 10;

/// Seconds of processor time of this process, which other programs change less than the clock.
fn used_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let after = stat.rsplit(')').next().expect("fields");
    let ticks: Vec<f64> = after.split_whitespace().skip(11).take(2).map(|n| n.parse().expect("a number")).collect();
    (ticks[0] + ticks[1]) / 100.0
}

/// How long searches take, on voices of the demo company repeated: `cargo test --test seek -- --ignored --nocapture`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "it measures"]
async fn searching_many_voices_takes() {
    for wanted in [10_000, 100_000] {
        let fixture = empty().await;
        let (mut stored, mut seed) = (0, 1_u128);
        while stored < wanted {
            let mut company = company(7, 20_000);
            for (at, voice) in company.voices.iter_mut().enumerate() {
                voice.voice_id = Some(format!("{seed}-{at}"));
                voice.key = VoiceKey(voice.key.0 ^ (seed << 100));
            }
            company.voices.truncate(wanted - stored);
            stored += company.voices.len();
            seed += 1;
            fixture.add(company).await;
        }
        let began = Instant::now();
        understand::label_voices(&fixture.workspace.lake, understand::Look::AtOnce, |_, _| true).await.expect("labels");
        println!("{wanted} voices: labelled in {:.1} s", began.elapsed().as_secs_f64());
        for round in ["scan", "index"] {
            if round == "index" {
                let began = Instant::now();
                let done = fixture.index().await;
                let bytes: u64 = std::fs::read_dir(fixture.dir.path().join("demo/search"))
                    .expect("a folder")
                    .map(|file| file.expect("a file").metadata().expect("a size").len())
                    .sum();
                println!("  indexed {} in {:.1} s, {bytes} bytes", done.added, began.elapsed().as_secs_f64());
            }
            for typed in
                ["", "배송", "ㅂㅅ", "환불이 안", "배송이늦어요", "결재", "앱이자꾸튕겨요", "paymant", "늦어요 배송"]
            {
                fixture.found(typed).await;
                let (began, before) = (Instant::now(), used_s());
                let mut last = fixture.found(typed).await;
                for _ in 1..ROUNDS {
                    last = fixture.found(typed).await;
                }
                let of_one = |seconds: f64| seconds * 1e3 / f64::from(ROUNDS);
                println!(
                    "  {round} {typed:12} {:7} found, {:6} nearly: {:6.1} ms, of processors {:6.1} ms",
                    last.n - if last.nearly.shown { last.nearly.n } else { 0 },
                    last.nearly.n,
                    of_one(began.elapsed().as_secs_f64()),
                    of_one(used_s() - before),
                );
            }
        }
    }
}

/// A word with a key wrong: the vowel of one of its syllables is the next one on the list.
fn mistyped(word: &str, place: usize) -> String {
    let wrong = |(at, letter): (usize, char)| {
        let code = u32::from(letter).checked_sub(0xAC00).filter(|code| at == place && *code < 11_172)?;
        char::from_u32(0xAC00 + code / 588 * 588 + (code / 28 % 21 + 1) % 21 * 28 + code % 28)
    };
    word.chars().enumerate().map(|one| wrong(one).unwrap_or(one.1)).collect()
}

/// How many of the voices that say a word are found when it is typed wrong, and how many others: as the test above.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "it measures"]
async fn typing_errors_that_are_forgiven() {
    let fixture = empty().await;
    fixture.add(company(7, 20_000)).await;
    fixture.index().await;
    let words = "배송 결제 환불 포장 상담원 교환 쿠폰 가격 색상 사이즈 품질 할인 택배 주문 회원 로그인 리뷰 재입고 불친절 기사님";
    let (mut meant, mut found, mut right, mut silent) = (0, 0, 0, 0);
    for word in words.split(' ') {
        let said: Vec<_> = texts(&fixture, word).await;
        for place in 0..word.chars().count() {
            let typed = mistyped(word, place);
            let near = texts(&fixture, &typed).await;
            let both = near.iter().filter(|key| said.contains(key)).count();
            if near.is_empty() {
                silent += 1;
            }
            println!("  {word} as {typed}: {both} of {}, {} in all", said.len(), near.len());
            (meant, found, right) = (meant + said.len(), found + near.len(), right + both);
        }
    }
    println!("{right} of {meant} meant, {found} found, {silent} words found nothing");
}

/// Keys of all voices that are listed for a text.
async fn texts(fixture: &Fixture, typed: &str) -> Vec<VoiceKey> {
    let (mut keys, mut cursor) = (Vec::new(), None);
    loop {
        let query = VoiceQuery { cursor, limit: Some(500), ..asked(typed) };
        let page = voices(&fixture.workspace, &query, None, NOW).await.expect("a list");
        keys.extend(page.rows.iter().map(|row| row.voice_id));
        cursor = page.next;
        if cursor.is_none() {
            return keys;
        }
    }
}
