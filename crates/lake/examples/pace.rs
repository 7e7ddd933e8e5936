//! How fast a lake takes and gives a million events: `cargo run --release -p yeojido-lake --example pace` prints what it
//! measures.

use std::time::Instant;

use yeojido_domain::{Currency, Event, EventKey, Micros, Money, Property};
use yeojido_lake::{Batch, Lake};

const BATCH: u128 = 200_000;

fn made(key: u128) -> Event {
    let mixed = (key as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let names = ["ad_click", "page view", "add to cart", "order placed", "delivered", "support chat"];
    Event {
        channel: Some(["app", "web", "instagram"][(mixed >> 40) as usize % 3].into()),
        event_id: Some(format!("e-{key}")),
        order: Some(format!("order-{}", mixed >> 45)),
        product: Some(format!("product {}", (mixed >> 30) % 500)),
        amount: Some(Money { e4: ((mixed >> 20) % 100) as i64 * 1_000_000, currency: Currency::KRW }),
        properties: [
            ("state".to_owned(), Property::Text(format!("구{}", (mixed >> 12) % 25))),
            ("n".to_owned(), Property::Number((mixed % 9) as f64)),
        ]
        .into(),
        seq: key as i64,
        ..Event::new(
            EventKey(key << 64 | u128::from(mixed)),
            Some(format!("customer-{}", (mixed >> 33) % 100_000)),
            names[(mixed >> 50) as usize % 6],
            Micros(1_700_000_000_000_000 + key as i64 * 1_000_000),
            "shop",
        )
    }
}

#[expect(clippy::print_stderr, reason = "a measurement is printed")]
fn say(what: &str, (since, before): (Instant, f64)) {
    eprintln!("{what}: {:.3} s, {:.2} s of the processor", since.elapsed().as_secs_f64(), processor() - before);
}

/// Seconds of processor time that this process has had, where the system tells.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn now() -> (Instant, f64) {
    (Instant::now(), processor())
}

fn batch(keys: std::ops::Range<u128>) -> Batch {
    Batch { source: "shop".into(), events: keys.map(made).collect(), ..Batch::default() }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let lake = Lake::open(dir.path()).await?;
    for part in 0..5 {
        let batch = batch(part * BATCH..(part + 1) * BATCH);
        let start = now();
        assert_eq!(lake.append(batch, None).await?.events.stored, BATCH as u64);
        say("append 200,000", start);
    }
    let known = batch(0..BATCH);
    let start = now();
    assert_eq!(lake.append(known, None).await?.events.duplicates, BATCH as u64);
    say("the same 200,000 again", start);
    let known = batch(0..BATCH);
    let start = now();
    let lake = Lake::open(dir.path()).await?;
    say("open", start);
    let start = now();
    assert_eq!(lake.append(known, None).await?.events.duplicates, BATCH as u64);
    say("200,000 known ones after opening", start);
    let snapshot = lake.snapshot(None).await?;
    let start = now();
    assert_eq!(snapshot.events(&[]).await?.len() as u128, BATCH * 5);
    say("pack 1,000,000", start);
    for name in ["product", "state", "amount", "event_id"] {
        let start = now();
        snapshot.events(&[name]).await?;
        say(name, start);
    }
    let start = now();
    assert!(lake.verify().await?.is_empty());
    say("verify", start);
    Ok(())
}
