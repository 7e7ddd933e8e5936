//! Paths against their naive twin: every unit written out as a list of names, and every number counted over the lists.

#[path = "../stand/mod.rs"]
mod stand;

use std::ops::Range;
use std::sync::Arc;

use proptest::prelude::*;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use stand::{Row, pack};
use yeojido_domain::{Micros, Span};
use yeojido_journey::paths::{NodeReport, Paths, PathsPartial, PathsReport, PathsSpec};
use yeojido_journey::{EventPattern, SessionRules, fold, sessions};

const MINUTE: i64 = 60_000_000;

fn rules() -> SessionRules {
    SessionRules { gap: Span::minutes(30), ..SessionRules::default() }
}

fn report(people: &[Vec<Row>], spec: &PathsSpec, range: Range<Micros>) -> PathsReport {
    let events = pack(people, &spec.columns());
    let paths = Paths::compile(spec, &events, range).expect("sound paths");
    let add = |sum: &mut PathsPartial, person: &yeojido_journey::PersonEvents<'_>| {
        for session in sessions(person.time, &rules()) {
            paths.add(sum, person, session);
        }
    };
    let sum = fold(&events, || paths.empty(), add, PathsPartial::merge);
    paths.report(spec, &sum)
}

/// One path: its first step, its names, whether it goes on beyond the last or came from before the first.
type Path = (usize, Vec<Arc<str>>, bool);

fn name(row: &Row, spec: &PathsSpec) -> Arc<str> {
    let page = row.fields.get("url");
    let fits = |pattern: &&String| page.is_some_and(|page| page.starts_with(pattern.trim_end_matches('*')));
    spec.group.iter().find(fits).unwrap_or(&row.event).as_str().into()
}

fn path(unit: &[Row], spec: &PathsSpec) -> Option<Path> {
    let is = |pattern: &Option<EventPattern>, row: &Row| {
        pattern.as_ref().and_then(|p| p.event.as_deref()) == Some(&row.event)
    };
    let mut rows = unit.to_vec();
    if spec.start.is_some() {
        let at = rows.iter().position(|row| is(&spec.start, row))?;
        rows.drain(..at);
    }
    if spec.end.is_some() {
        let from = usize::from(spec.start.is_some());
        let at = (from..rows.len()).find(|&at| is(&spec.end, &rows[at]))?;
        rows.truncate(at + 1);
    }
    let mut names: Vec<Arc<str>> = rows.iter().map(|row| name(row, spec)).collect();
    if !spec.repeats {
        names.dedup();
    }
    let more = names.len() > spec.steps;
    if spec.start.is_none() && spec.end.is_some() {
        let cut = names.len().saturating_sub(spec.steps);
        names.drain(..cut);
        return Some((spec.steps - names.len(), names, more));
    }
    names.truncate(spec.steps);
    Some((0, names, more))
}

fn sums(node: &NodeReport) -> [u64; 6] {
    [node.come, node.start, node.earlier, node.out, node.end, node.other]
}

fn same(people: &[Vec<Row>], spec: &PathsSpec, range: (i64, i64)) {
    let report = report(people, spec, Micros(range.0)..Micros(range.1));
    let mut units: Vec<Vec<Row>> = Vec::new();
    for rows in people {
        for session in rows.chunk_by(|a, b| b.time - a.time <= 30 * MINUTE) {
            units.push(session.to_vec());
        }
    }
    units.retain(|unit| range.0 <= unit[0].time && unit[0].time < range.1);
    let paths: Vec<Path> = units.iter().filter_map(|unit| path(unit, spec)).collect();
    assert_eq!((report.units, report.paths), (units.len() as u64, paths.len() as u64));
    let backwards = spec.start.is_none() && spec.end.is_some();
    let at = |path: &Path, step: usize| step.checked_sub(path.0).and_then(|i| path.1.get(i).cloned());
    for step in &report.steps {
        let mut names: Vec<Arc<str>> = paths.iter().filter_map(|path| at(path, step.step)).collect();
        let through = names.len();
        names.sort();
        names.dedup();
        let count = |name: &str| paths.iter().filter(|path| at(path, step.step).as_deref() == Some(name)).count();
        names.sort_by(|a, b| count(b).cmp(&count(a)).then_with(|| a.cmp(b)));
        let shown: Vec<Option<Arc<str>>> = names.iter().take(spec.top).cloned().map(Some).collect();
        let got: Vec<Option<Arc<str>>> =
            step.nodes.iter().filter(|n| n.event.is_some()).map(|n| n.event.clone()).collect();
        assert_eq!(got, shown, "step {}", step.step);
        let of = |path: &&Path, node: &NodeReport| {
            let own = at(path, step.step);
            own.is_some() && if node.event.is_some() { own == node.event } else { !shown.contains(&own) }
        };
        let mut all = 0;
        for node in &step.nodes {
            let own: Vec<&Path> = paths.iter().filter(|path| of(path, node)).collect();
            let n = |fits: &dyn Fn(&Path) -> bool| own.iter().filter(|path| fits(path)).count() as u64;
            let is_last = |path: &Path| path.0 + path.1.len() == step.step + 1;
            let want = [
                n(&|path| path.0 < step.step),
                n(&|path| path.0 == step.step),
                n(&|path| path.0 == step.step && backwards && path.2),
                n(&|path| !is_last(path)),
                n(&|path| is_last(path) && (backwards || !path.2)),
                n(&|path| is_last(path) && !backwards && path.2),
            ];
            assert_eq!(sums(node), want, "step {} {:?}", step.step, node.event);
            assert_eq!(node.come + node.start, node.out + node.end + node.other, "conserved");
            let links = |end: fn(&yeojido_journey::paths::LinkReport) -> &Option<Arc<str>>, of: usize| -> u64 {
                let step = report.steps.iter().find(|s| s.step == of);
                step.into_iter().flat_map(|s| &s.links).filter(|link| *end(link) == node.event).map(|l| l.count).sum()
            };
            assert_eq!(links(|link| &link.from, step.step), node.out);
            assert_eq!(step.step.checked_sub(1).map_or(0, |before| links(|link| &link.to, before)), node.come);
            all += own.len();
        }
        assert_eq!(all, through, "every path of the step is at one of its nodes");
        assert_eq!(step.nodes.iter().map(|node| node.names).sum::<u64>(), names.len() as u64);
    }
}

fn random(seed: u64) -> (Vec<Vec<Row>>, PathsSpec, (i64, i64)) {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut person = |_| {
        let mut time = 0;
        let n = rng.random_range(0..14);
        let mut next = |_| {
            time += [0, 1, 5, 29, 30, 31, 90][rng.random_range(0..7)] * MINUTE;
            let row = Row::new(time, ["a", "b", "c", "d", "e"][rng.random_range(0..5)]);
            if rng.random_bool(0.3) {
                row.with("url", ["/p/1", "/p/2", "/q", "/r"][rng.random_range(0..4)])
            } else {
                row
            }
        };
        (0..n).map(&mut next).collect::<Vec<_>>()
    };
    let mut people: Vec<Vec<Row>> = (0..12).map(&mut person).collect();
    if seed.is_multiple_of(3) {
        // With many names not every pair of them has a place.
        people.push((0..80).map(|at| Row::new(at * MINUTE, &format!("rare {}", at % 70))).collect());
    }
    let anchor = |name: &str, told: bool| told.then(|| EventPattern::named(name));
    let spec = PathsSpec {
        start: anchor("a", rng.random_bool(0.4)),
        end: anchor(if rng.random_bool(0.5) { "b" } else { "a" }, rng.random_bool(0.5)),
        steps: rng.random_range(1..6),
        top: rng.random_range(1..5),
        repeats: rng.random_bool(0.5),
        group: if rng.random_bool(0.5) { vec!["/p/*".into(), "/q*".into()] } else { Vec::new() },
        ..PathsSpec::default()
    };
    let range = if rng.random_bool(0.7) { (i64::MIN, i64::MAX) } else { (10 * MINUTE, 200 * MINUTE) };
    (people, spec, range)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn paths_equal_their_naive_twin(seed in any::<u64>()) {
        let (people, spec, range) = random(seed);
        same(&people, &spec, range);
    }
}

#[test]
fn a_path_longer_than_the_picture_goes_on_beyond_it() {
    let rows =
        |names: &str| names.chars().zip(0..).map(|(name, at)| Row::new(at * MINUTE, &name.to_string())).collect();
    let people: Vec<Vec<Row>> = vec![rows("aabcd"), rows("ab"), rows("acb")];
    let spec = PathsSpec { steps: 3, ..PathsSpec::default() };
    let report = report(&people, &spec, Micros(i64::MIN)..Micros(i64::MAX));
    let nodes = |step: usize| -> Vec<(String, [u64; 6])> {
        report.steps[step]
            .nodes
            .iter()
            .map(|node| (node.event.as_deref().expect("shown").to_owned(), sums(node)))
            .collect()
    };
    assert_eq!(nodes(0), [("a".to_owned(), [0, 3, 0, 3, 0, 0])]);
    assert_eq!(nodes(1), [("b".to_owned(), [2, 0, 0, 1, 1, 0]), ("c".to_owned(), [1, 0, 0, 1, 0, 0])]);
    assert_eq!(nodes(2), [("b".to_owned(), [1, 0, 0, 0, 1, 0]), ("c".to_owned(), [1, 0, 0, 0, 0, 1])]);
}

/// `cargo test --release -p yeojido-journey -- --ignored`
#[test]
#[ignore = "takes a minute; YEOJIDO_SEQUENCES says how many, a million unless told"]
fn paths_of_a_million_random_customers_are_those_of_the_twin() {
    let wanted = std::env::var("YEOJIDO_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let (mut seed, mut done) = (0, 0);
    while done < wanted {
        let (people, spec, range) = random(seed);
        same(&people, &spec, range);
        done += people.len();
        seed += 1;
    }
    assert!(done >= wanted);
}
