//! How long the funnel takes over events in memory: `cargo run --release -p yeojido-journey --example funnel_speed -- 20000000 20`
//! makes so many events with so many names, 40 a customer in the middle, and prints seconds of one thread and of all.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use yeojido_domain::{Micros, PersonId};
use yeojido_journey::funnel::{Funnel, FunnelPartial, FunnelSpec};
use yeojido_journey::{Coded, Events, fold};

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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let rows = args.next().map_or(Ok(2_000_000), |n| n.parse())?;
    let names = args.next().map_or(Ok(20), |n| n.parse())?;
    let events = events(rows, names);
    let mut out = std::io::stdout();
    writeln!(out, "{} events, {} customers, {names} names", events.len(), events.persons.len())?;
    for (what, order) in [("ordered", None), ("unordered", Some("unordered")), ("with an exclusion", Some("excluded"))]
    {
        let mut spec = FunnelSpec::of(&["e0", "e1", "e3", "e5"]);
        match order {
            Some("unordered") => spec.order = yeojido_journey::funnel::Order::Unordered,
            Some(_) => spec.exclusions = vec![serde_json::from_str(r#"{"event":"e7","from_step":0,"to_step":2}"#)?],
            None => {}
        }
        let funnel = Funnel::compile(&spec, &events, Micros(i64::MIN)..Micros(i64::MAX))?;
        let mut best = (f64::MAX, f64::MAX, f64::MAX);
        let mut counts = Vec::new();
        for _ in 0..3 {
            let (began, cpu) = (Instant::now(), on_core());
            let mut sum = funnel.empty();
            events.iter().for_each(|person| funnel.add(&mut sum, &person));
            let one = began.elapsed().as_secs_f64();
            let used = on_core().zip(cpu).map_or(one, |(now, then)| now - then);
            let began = Instant::now();
            let report = funnel.report(&spec, sum);
            let told = began.elapsed().as_secs_f64();
            let began = Instant::now();
            fold(&events, || funnel.empty(), |sum, person| funnel.add(sum, person), FunnelPartial::merge);
            best = (best.0.min(used), best.1.min(began.elapsed().as_secs_f64()), best.2.min(told));
            counts = report.steps.iter().map(|step| step.count).collect();
        }
        writeln!(out, "{what}: {:.3} CPU s, {:.3} s on all cores, report {:.3} s, {counts:?}", best.0, best.1, best.2)?;
    }
    Ok(())
}
