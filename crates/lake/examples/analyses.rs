//! Makes a lake of generated events, and asks it the questions that `bench/peers` asks others.
//!
//! `cargo run --release -p yeojido-lake --example analyses make DIR EVENTS NAMES` makes it; `… ask DIR FILES|CACHE [RUNS]
//! [QUESTION]` prints one line of JSON a question: the seconds of every run, the first among them, the answer and the peak of memory.
//! `THREADS` is what the machine has; bind the process to fewer cores to use fewer.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use yeojido_domain::{Event, EventKey, Micros, Span, Zone};
use yeojido_journey::funnel::{Funnel, FunnelPartial, FunnelReport, FunnelSpec};
use yeojido_journey::paths::{Paths, PathsPartial, PathsReport, PathsSpec};
use yeojido_journey::retention::{Retention, RetentionPartial, RetentionReport, RetentionSpec};
use yeojido_journey::{
    ALWAYS, CountReport, Counts, CountsPartial, Part, Transitions, TransitionsReport, Variants, VariantsReport,
};
use yeojido_lake::{Batch, Cache, Folded, Lake, LakeError, Need, Snapshot, Stop};

type Anyhow<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DAY: i64 = 86_400_000_000;
/// 1 January 2026.
const START: i64 = 20_454 * DAY;
const BATCH: u64 = 500_000;

/// SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Names of events and how often each comes: by Zipf's law.
fn names(count: u64) -> (Vec<String>, Vec<f64>) {
    let mut sum = 0.0;
    let sums: Vec<f64> = (1..=count)
        .map(|rank| {
            sum += 1.0 / rank as f64;
            sum
        })
        .collect();
    (0..count).map(|at| format!("event {at}")).zip(sums.iter().map(|at| at / sum)).unzip()
}

/// Events in the order of their arrival, of forty a customer: some have two, some hundreds.
async fn make(dir: &Path, rows: u64, kinds: u64) -> Anyhow<()> {
    let (lake, mut random) = (Lake::open(dir).await?, Random(7));
    let (names, sums) = names(kinds);
    let began = Instant::now();
    let mut made = 0;
    while made < rows {
        let some = BATCH.min(rows - made);
        let events = (made..made + some).map(|key| {
            // The square makes few customers busy; multiplying spreads their ids thinly.
            let customer = (random.share().powi(2) * (rows / 40) as f64) as u64;
            let customer = format!("c-{:016x}", customer.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let share = random.share();
            let name = &names[sums.partition_point(|&sum| sum < share).min(names.len() - 1)];
            let time =
                START + (key as f64 / rows as f64 * (83 * DAY) as f64) as i64 + random.below(7 * DAY as u64) as i64;
            let mut event =
                Event::new(EventKey(u128::from(key) << 64 | 1), Some(customer), name, Micros(time), "generated");
            event.seq = i64::try_from(key).unwrap_or(i64::MAX);
            event.channel = Some(format!("channel {}", random.below(6)));
            event.category = (random.below(10) > 0).then(|| format!("category {}", random.below(8)));
            event
        });
        let batch = Batch { source: "generated".into(), events: events.collect(), ..Batch::default() };
        lake.append(batch, None).await?;
        made += some;
        if made.is_multiple_of(20 * BATCH) {
            lake.compact(8).await?;
        }
    }
    let stored = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let merged = lake.compact(2).await?;
    let merging = began.elapsed().as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{}",
        json!({"events": rows, "stored_s": stored, "merged": merged, "merging_s": merging})
    )?;
    Ok(())
}

/// What is asked, as JSON that any engine can be compared with.
struct Ask<'s> {
    snapshot: &'s Snapshot,
    cache: bool,
    runs: usize,
    only: Option<String>,
}

impl Ask<'_> {
    async fn fold<P: Send + 'static>(
        &self,
        need: &Need,
        add: impl Fn(&mut Option<P>, &Part<'_>) -> Result<(), LakeError> + Clone + Send + Sync + 'static,
        merge: impl Fn(&mut P, P) + Clone + Send + 'static,
    ) -> Anyhow<Folded<P>> {
        if self.cache {
            return Ok(self.snapshot.fold(need, add, merge).await?);
        }
        let parts = self.snapshot.parts(need).await?;
        let sum = parts.fold(&Stop::default(), add, merge)?;
        Ok(Folded { sum, frame: std::sync::Arc::new(parts.frame().clone()) })
    }

    /// Asks several times and writes down how long it took to have the report; from the cache only once it is there. What
    /// tells whether everybody answers the same is not timed.
    async fn question<R, F: Future<Output = Anyhow<R>>>(
        &self,
        name: &str,
        ask: impl Fn() -> F,
        tell: impl Fn(&R) -> Value,
    ) -> Anyhow<()> {
        if self.only.as_deref().is_some_and(|only| only != name) {
            return Ok(());
        }
        if self.cache {
            ask().await?;
            ask().await?;
        }
        let (mut seconds, mut answer) = (Vec::new(), Value::Null);
        for _ in 0..self.runs {
            let began = Instant::now();
            let report = ask().await?;
            seconds.push(began.elapsed().as_secs_f64());
            answer = tell(&report);
        }
        let line = json!({"question": name, "seconds": seconds, "peak_mb": peak(), "answer": answer});
        writeln!(std::io::stdout(), "{line}")?;
        Ok(())
    }
}

fn bad(error: yeojido_journey::SpecError) -> LakeError {
    LakeError::Io { path: "question".into(), source: std::io::Error::other(error) }
}

async fn funnel(ask: &Ask<'_>) -> Anyhow<FunnelReport> {
    let spec =
        FunnelSpec { window: Some(Span::days(7)), ..FunnelSpec::of(&["event 0", "event 1", "event 3", "event 5"]) };
    let own = spec.clone();
    let add = move |sum: &mut Option<FunnelPartial>, part: &Part<'_>| {
        let kernel = Funnel::compile(&own, part.events, ALWAYS, &Zone::utc()).map_err(bad)?;
        let sum = sum.get_or_insert_with(|| kernel.empty());
        part.iter().for_each(|person| kernel.add(sum, &person));
        Ok(())
    };
    let folded = ask.fold(&Need::default(), add, FunnelPartial::merge).await?;
    let kernel = Funnel::compile(&spec, &folded.frame, ALWAYS, &Zone::utc()).map_err(bad)?;
    Ok(kernel.report(&spec, folded.sum.unwrap_or_else(|| kernel.empty())))
}

async fn paths(ask: &Ask<'_>) -> Anyhow<PathsReport> {
    let spec = PathsSpec { repeats: true, top: usize::MAX, ..PathsSpec::default() };
    let own = spec.clone();
    let add = move |sum: &mut Option<PathsPartial>, part: &Part<'_>| {
        let kernel = Paths::compile(&own, part.events, ALWAYS).map_err(bad)?;
        let sum = sum.get_or_insert_with(|| kernel.empty());
        part.iter().for_each(|person| kernel.add(sum, &person, 0..person.event.len()));
        Ok(())
    };
    // One event more than there are steps tells who goes on.
    let folded = ask.fold(&Need::default().first(spec.steps + 1), add, PathsPartial::merge).await?;
    let kernel = Paths::compile(&spec, &folded.frame, ALWAYS).map_err(bad)?;
    Ok(kernel.report(&spec, &folded.sum.unwrap_or_else(|| kernel.empty())))
}

fn ways(report: &PathsReport) -> Value {
    // Links of the five steps, as others count them: step, from, to, how often.
    let mut links: Vec<Link<'_>> = Vec::new();
    for (at, step) in (0..).zip(&report.steps) {
        links.extend(step.links.iter().map(|link| {
            (at, link.from.as_deref().unwrap_or_default(), link.to.as_deref().unwrap_or_default(), link.count)
        }));
    }
    json!({"links": links.len(), "sum": links.iter().map(|l| l.3).sum::<u64>(), "digest": digest(&links)})
}

/// Step, from, to, how often.
type Link<'r> = (u64, &'r str, &'r str, u64);

/// A sum over all rows that any language computes alike.
fn digest(links: &[Link<'_>]) -> u64 {
    let number = |name: &str| name.rsplit(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    let one = |(step, from, to, count): &Link<'_>| {
        (step * 1_000_003 + number(from) * 10_007 + number(to) * 101 + 7) % 1_000_000_007 * (count % 1_000_003)
    };
    links.iter().fold(0, |sum, link| (sum + one(link)) % 1_000_000_007)
}

async fn retention(ask: &Ask<'_>) -> Anyhow<RetentionReport> {
    let spec = RetentionSpec::default();
    let own = spec.clone();
    let add = move |sum: &mut Option<RetentionPartial>, part: &Part<'_>| {
        let kernel = Retention::compile(&own, part.events, ALWAYS, &Zone::utc()).map_err(bad)?;
        let sum = sum.get_or_insert_with(|| kernel.empty());
        part.iter().for_each(|person| kernel.add(sum, &person));
        Ok(())
    };
    let folded = ask.fold(&Need::default(), add, Retention::merge).await?;
    let kernel = Retention::compile(&spec, &folded.frame, ALWAYS, &Zone::utc()).map_err(bad)?;
    Ok(kernel.report(&folded.sum.unwrap_or_else(|| kernel.empty())))
}

fn cohorts(report: &RetentionReport) -> Value {
    let cells = report.cohorts.iter().flat_map(|cohort| {
        cohort.cells.iter().filter(|cell| cell.count > 0).map(|cell| (cohort.cohort.clone(), cell.period, cell.count))
    });
    json!(cells.collect::<Vec<_>>())
}

async fn kpi(ask: &Ask<'_>) -> Anyhow<Vec<CountReport>> {
    const BY: [&str; 3] = ["event", "channel", "category"];
    let need = Need::default().and_shared("channel").and_shared("category").without_times();
    let add = |sum: &mut Option<CountsPartial>, part: &Part<'_>| {
        let kernel = Counts::compile(&BY, part.events).map_err(bad)?;
        kernel.add(sum.get_or_insert_with(|| kernel.empty()), part);
        Ok(())
    };
    let folded = ask.fold(&need, add, CountsPartial::merge).await?;
    let kernel = Counts::compile(&BY, &folded.frame).map_err(bad)?;
    Ok(kernel.report(&folded.sum.unwrap_or_else(|| kernel.empty())))
}

fn groups(report: &[CountReport]) -> Value {
    let counts: Vec<u64> = report.iter().map(|row| row.count).collect();
    json!({"groups": counts.len(), "sum": counts.iter().sum::<u64>(), "squares": counts.iter().map(|n| n * n).sum::<u64>()})
}

async fn transitions(ask: &Ask<'_>) -> Anyhow<TransitionsReport> {
    let add = |sum: &mut Option<Transitions>, part: &Part<'_>| {
        let sum = sum.get_or_insert_default();
        part.iter().for_each(|person| sum.add(person.event, person.time));
        Ok(())
    };
    let folded = ask.fold(&Need::default(), add, Transitions::merge).await?;
    Ok(folded.sum.unwrap_or_default().report(&folded.frame.event))
}

fn edges(report: &TransitionsReport) -> Value {
    let links: Vec<_> = report.edges.iter().map(|edge| (0, &*edge.from, &*edge.to, edge.count)).collect();
    json!({"links": links.len(), "sum": links.iter().map(|l| l.3).sum::<u64>(), "digest": digest(&links)})
}

async fn variants(ask: &Ask<'_>) -> Anyhow<VariantsReport> {
    let add = |sum: &mut Option<Variants>, part: &Part<'_>| {
        let sum = sum.get_or_insert_default();
        part.iter().for_each(|person| sum.add(person.event));
        Ok(())
    };
    let folded = ask.fold(&Need::default().without_times(), add, Variants::merge).await?;
    Ok(folded.sum.unwrap_or_default().report(&folded.frame.event, Some(1)))
}

fn whole_ways(report: &VariantsReport) -> Value {
    json!({"variants": report.count, "customers": report.customers, "top": report.variants.first().map(|v| v.count)})
}

/// The most memory that this process has had, in megabytes, where the system tells.
fn peak() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kibibytes| kibibytes / 1024)
}

async fn ask(dir: &Path, cache: bool, runs: usize, only: Option<String>) -> Anyhow<()> {
    let lake = Lake::open_with(dir, Cache::default()).await?;
    let snapshot = lake.snapshot(None).await?;
    let ask = Ask { snapshot: &snapshot, cache, runs, only };
    let counts = |report: &FunnelReport| json!(report.steps.iter().map(|step| step.count).collect::<Vec<_>>());
    ask.question("funnel", || funnel(&ask), counts).await?;
    ask.question("paths", || paths(&ask), ways).await?;
    ask.question("retention", || retention(&ask), cohorts).await?;
    ask.question("kpi", || kpi(&ask), |report| groups(report)).await?;
    ask.question("transitions", || transitions(&ask), edges).await?;
    ask.question("variants", || variants(&ask), whole_ways).await?;
    writeln!(std::io::stdout(), "{}", json!({"question": "cache", "state": lake.cache().state()}))?;
    Ok(())
}

#[tokio::main]
async fn main() -> Anyhow<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: u64| args.get(at).map_or(Ok(default), |text| text.parse());
    match args.first().map(String::as_str) {
        Some("make") => make(Path::new(&args[1]), number(2, 2_000_000)?, number(3, 20)?).await,
        Some("ask") => {
            let runs = usize::try_from(number(3, 5)?)?;
            ask(Path::new(&args[1]), args[2] == "CACHE", runs, args.get(4).cloned()).await
        }
        _ => Err("make DIR EVENTS NAMES, or ask DIR FILES|CACHE [RUNS] [QUESTION]".into()),
    }
}
