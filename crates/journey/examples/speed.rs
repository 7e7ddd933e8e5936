//! How long the kernels take over events in memory: `cargo run --release -p yeojido-journey --example speed -- 20000000 20`
//! makes so many events with so many names, 40 a customer in the middle, and prints seconds of one thread and of all.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use yeojido_domain::{Micros, PersonId, Zone};
use yeojido_journey::funnel::{Funnel, FunnelPartial, FunnelSpec, Order};
use yeojido_journey::paths::{Paths, PathsPartial, PathsSpec};
use yeojido_journey::retention::{Retention, RetentionSpec};
use yeojido_journey::{Coded, Events, PersonEvents, Transitions, fold};

/// Customers with few events and some with very many, names with falling frequency, 90 days.
fn events(rows: usize, names: u32) -> Events {
    let mut rng = SmallRng::seed_from_u64(42);
    let weights: Vec<f64> = (1..=names).map(|rank| 1.0 / f64::from(rank)).collect();
    let total: f64 = weights.iter().sum();
    let mut sums = Vec::new();
    let mut sum = 0.0;
    for weight in weights {
        sum += weight / total;
        sums.push(sum);
    }
    let mut events = Events { offsets: vec![0], ..Events::default() };
    while events.time.len() < rows {
        let person = i64::try_from(events.persons.len()).unwrap_or(i64::MAX);
        // About lognormal: a product of uniform numbers.
        let spread: f64 = (0..4).map(|_| rng.random_range(0.4..2.2)).product();
        let n = ((36.0 * spread) as usize).clamp(1, rows - events.time.len());
        let mut times: Vec<i64> = (0..n).map(|_| rng.random_range(0..90 * 86_400_000_000_i64)).collect();
        times.sort_unstable();
        events.persons.push(PersonId(person));
        events.time.extend(times.into_iter().map(Micros));
        for _ in 0..n {
            let at: f64 = rng.random();
            events.event.codes.push(u32::try_from(sums.partition_point(|&sum| sum < at)).unwrap_or(0).min(names - 1));
        }
        events.offsets.push(u32::try_from(events.time.len()).unwrap_or(u32::MAX));
    }
    events.event.values = (0..names).map(|name| Arc::from(format!("e{name}"))).collect();
    events.channel = Coded::default();
    events.channel.codes = vec![0; events.time.len()];
    events
}

/// Nanoseconds that this thread has been on a core, where the system tells.
fn on_core() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse::<f64>().ok().map(|ns| ns / 1e9)
}

/// The least of three runs: CPU seconds of one thread, and seconds of all.
fn measure<P: Send>(
    what: &str,
    events: &Events,
    empty: impl Fn() -> P + Sync,
    add: impl Fn(&mut P, &PersonEvents<'_>) + Sync,
    merge: impl Fn(&mut P, P),
) -> std::io::Result<P> {
    let (mut one, mut all) = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        let (began, cpu) = (Instant::now(), on_core());
        let mut sum = empty();
        events.iter().for_each(|person| add(&mut sum, &person));
        let wall = began.elapsed().as_secs_f64();
        one = one.min(on_core().zip(cpu).map_or(wall, |(now, then)| now - then));
        let began = Instant::now();
        fold(events, &empty, &add, &merge);
        all = all.min(began.elapsed().as_secs_f64());
    }
    writeln!(std::io::stdout(), "{what}: {one:.3} CPU s on one core, {all:.3} s on all")?;
    Ok(fold(events, empty, add, merge))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let rows = args.next().map_or(Ok(2_000_000), |n| n.parse())?;
    let names = args.next().map_or(Ok(20), |n| n.parse())?;
    let events = events(rows, names);
    let always = || Micros(i64::MIN)..Micros(i64::MAX);
    let mut out = std::io::stdout();
    writeln!(out, "{} events, {} customers, {names} names", events.len(), events.persons.len())?;

    let mut spec = FunnelSpec::of(&["e0", "e1", "e3", "e5"]);
    for what in ["ordered", "in any order", "with an exclusion"] {
        spec.order = if what == "in any order" { Order::Unordered } else { Order::Ordered };
        if what == "with an exclusion" {
            spec.exclusions = vec![serde_json::from_str(r#"{"event":"e7","from_step":0,"to_step":2}"#)?];
        }
        let funnel = Funnel::compile(&spec, &events, always(), &Zone::utc())?;
        let sum = measure(
            &format!("funnel {what}"),
            &events,
            || funnel.empty(),
            |sum, person| funnel.add(sum, person),
            FunnelPartial::merge,
        )?;
        let began = Instant::now();
        let counts: Vec<u64> = funnel.report(&spec, sum).steps.iter().map(|step| step.count).collect();
        writeln!(out, "  {counts:?}, report {:.3} s", began.elapsed().as_secs_f64())?;
    }
    let spec = PathsSpec::default();
    let paths = Paths::compile(&spec, &events, always())?;
    let add = |sum: &mut PathsPartial, person: &PersonEvents<'_>| paths.add(sum, person, 0..person.time.len());
    measure("paths of customers, 5 steps", &events, || paths.empty(), add, PathsPartial::merge)?;
    let spec = RetentionSpec::default();
    let table = Retention::compile(&spec, &events, always(), &Zone::utc())?;
    let add = |sum: &mut Vec<Vec<u64>>, person: &PersonEvents<'_>| table.add(sum, person);
    measure("retention by week", &events, || table.empty(), add, Retention::merge)?;
    let add = |sum: &mut Transitions, person: &PersonEvents<'_>| sum.add(person.event, person.time);
    let sum = measure("transitions", &events, Transitions::default, add, Transitions::merge)?;
    let began = Instant::now();
    let edges = sum.report(&events.event).edges.len();
    writeln!(out, "  {edges} edges, report {:.3} s", began.elapsed().as_secs_f64())?;
    Ok(())
}
