//! The names of events and where their customers usually are.

use yeojido_journey::Events;

/// One name of events.
pub(super) struct Seen {
    pub code: u32,
    pub event: String,
    pub count: u64,
    pub customers: u64,
    /// Mean place of its first occurrence among the first occurrences of all events of the same customer, 0 first … 1
    /// last.
    pub place: f64,
}

/// Every name, the most frequent first.
#[expect(clippy::cast_precision_loss, reason = "counts of events stay far below 2^53")]
#[expect(clippy::cast_possible_truncation, reason = "codes of names are 32 bits")]
pub(super) fn seen(events: &Events) -> Vec<Seen> {
    let names = events.event.values.len();
    let (mut count, mut customers, mut sum) = (vec![0_u64; names], vec![0_u64; names], vec![0.0_f64; names]);
    let mut firsts: Vec<u32> = Vec::new();
    for person in events.iter() {
        firsts.clear();
        for &code in person.event {
            count[code as usize] += 1;
            if !firsts.contains(&code) {
                firsts.push(code);
            }
        }
        let last = firsts.len().saturating_sub(1).max(1) as f64;
        for (at, &code) in firsts.iter().enumerate() {
            customers[code as usize] += 1;
            sum[code as usize] += at as f64 / last;
        }
    }
    let mut all: Vec<Seen> = (0..names)
        .filter(|&code| count[code] > 0)
        .map(|code| Seen {
            code: code as u32,
            event: events.event.values[code].to_string(),
            count: count[code],
            customers: customers[code],
            place: sum[code] / customers[code] as f64,
        })
        .collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
    all
}
