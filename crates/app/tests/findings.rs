//! What the map finds by itself, on the demo company whose truths are known.

use std::sync::Arc;

use yeojido_app::map::{self, Cell, EvidenceQuery, Question};
use yeojido_app::{DataFolder, Workspace, journeys};
use yeojido_domain::{Filter, Finding, Findings, JourneyId, LocalText, Micros, Period, WorkspaceName, Zone};
use yeojido_lake::Batch;

const NOW: Micros = Micros(1_795_000_000_000_000);

async fn workspace(folder: &DataFolder, customers: usize) -> Arc<Workspace> {
    let name = WorkspaceName::new("demo").expect("a name");
    let title = LocalText::One("demo".into());
    let workspace = folder.workspace_or_new(&name, title, true, NOW).await.expect("a workspace");
    for journey in yeojido_demo::journeys().expect("both journeys") {
        journeys::put(&workspace, &journey, None, "test", NOW).await.expect("a journey");
    }
    let company = yeojido_demo::company(yeojido_demo::SEED, customers).expect("the corpus");
    let batch = Batch {
        source: "maru".into(),
        events: company.events,
        voices: company.voices,
        customers: company.customers,
        ..Batch::default()
    };
    workspace.lake.append(batch, None).await.expect("an append");
    workspace
}

fn question() -> Question {
    Question {
        journey: JourneyId::new("first-purchase").expect("an id"),
        version: None,
        lake_version: None,
        period: Period::all(Zone::seoul()),
        filter: Filter::default(),
    }
}

/// Everything that a finding says in Korean, its splits and its namesakes among it.
fn words(finding: &Finding) -> String {
    let splits = finding.splits.iter().map(|split| &split.title.ko);
    let all = std::iter::once(&finding.title.ko).chain(splits).chain(finding.also.iter().map(|title| &title.ko));
    all.cloned().collect::<Vec<_>>().join(" | ")
}

/// Whether one of the first fifteen at a stage says all of these words.
fn says(findings: &[Finding], stage: &str, wanted: &[&str]) -> bool {
    let first = findings.iter().filter(|finding| finding.rank <= 15 && finding.stage.as_str() == stage);
    first.map(words).any(|said| wanted.iter().all(|word| said.contains(word)))
}

fn list(findings: &[Finding]) -> String {
    let line = |f: &Finding| format!("{:2} {} {} | {}\n", f.rank, f.stage, f.title.ko, words(f));
    findings.iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_planted_truth_is_among_the_first_fifteen_and_opens() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let workspace = workspace(&folder, 20_000).await;
    let found = map::findings(&workspace, &question(), NOW).await.expect("findings");
    let pains: [(&str, &[&str]); 10] = [
        // The payment screen sent people back to the cart.
        ("pay", &["모바일 웹에서 ‘장바구니로 돌아감’ 뒤", "8/3–8/30"]),
        // The verification window does not open inside Instagram.
        ("pay", &["인스타그램 인앱에서 ‘인증 창 안 뜸’ 뒤"]),
        ("pay", &["‘쿠폰 풀림’ 뒤"]),
        ("choose", &["‘치수표 봄’", "러그·커튼", "침구"]),
        // Late parcels: another courier, far regions, afternoons, Chuseok.
        ("deliver", &["‘늦음’"]),
        ("deliver", &["새별택배"]),
        ("deliver", &["지역이 호남인"]),
        ("deliver", &["15:00 뒤"]),
        ("use", &["‘늦음’인 때 더 많이 떠나요"]),
        ("use", &["처음 온 길이 인스타그램인 고객이 더 많이 떠나요"]),
    ];
    for (stage, wanted) in pains {
        assert!(says(&found.pains, stage, wanted), "{stage} {wanted:?} is not told:\n{}", list(&found.pains));
    }
    let holiday = ["9/21", "9/22", "9/20", "9/23"].iter().any(|day| says(&found.pains, "deliver", &[day]));
    assert!(holiday, "Chuseok is not told:\n{}", list(&found.pains));
    for wanted in [&["지인 공유"][..], &["등급이 마루인"], &["‘문 앞 사진’"]] {
        assert!(says(&found.delights, "use", wanted), "{wanted:?} is not told:\n{}", list(&found.delights));
    }
    opens(&workspace, &found).await;
}

/// Every finding's list has as many rows as it says.
async fn opens(workspace: &Workspace, found: &Findings) {
    for finding in found.pains.iter().chain(&found.delights) {
        let cell = finding.evidence.query.parse::<Cell>().expect("a cell");
        let query = EvidenceQuery { question: question(), cell, cursor: None, limit: Some(10) };
        let evidence = map::evidence(workspace, &query, NOW).await.expect("a list");
        assert_eq!(evidence.n, finding.n, "{}", finding.title.ko);
        assert!(finding.n <= finding.of && finding.evidence.customers <= finding.n, "{}", finding.title.ko);
        assert!(finding.effect.low <= finding.effect.value && finding.effect.value <= finding.effect.high);
        assert!(finding.p_adjusted <= found.looked.level, "{}", finding.title.ko);
        assert_ne!(finding.cost.is_some(), finding.reason_no_cost.is_some(), "{}", finding.title.ko);
        let Some(cost) = &finding.cost else { continue };
        assert!(cost.low <= cost.amount && cost.amount <= cost.high && cost.currency == "KRW");
        for (side, least) in [("concerned", cost.people), ("matched", cost.matched)] {
            let cell = format!("{}.{side}", finding.evidence.query).parse::<Cell>().expect("a cell");
            let query = EvidenceQuery { question: question(), cell, cursor: None, limit: Some(10) };
            let evidence = map::evidence(workspace, &query, NOW).await.expect("a list");
            // A customer who is concerned is listed once; one of the others for every moment.
            assert!(evidence.n >= least && (side == "matched" || evidence.n == least), "{} {side}", finding.title.ko);
        }
    }
    assert!(found.pains.iter().any(|pain| pain.cost.is_some()), "no pain has a cost");
    assert!(found.delights.iter().all(|one| one.reason_no_cost.as_deref() == Some("no_pain")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handful_of_customers_gives_no_finding() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let workspace = workspace(&folder, 15).await;
    let found = map::findings(&workspace, &question(), NOW).await.expect("findings");
    assert_eq!((found.pains.len(), found.delights.len(), found.looked.tried), (0, 0, 0));
}
