//! Hides what tells who spoke: telephone and account numbers, addresses, names and whatever a workspace calls an order.
//!
//! Recall comes first: of a text that goes to strangers it is better to hide a number too many than one too few. What a
//! shop calls its customers and people (고객님, 기사님) and words that only end like a name (날씨, 글씨) stay, since a
//! text without them cannot be read any more.
//!
//! Every hidden letter becomes one `●`, and white space stays, so that positions in the masked text are those in the
//! text as it was said.

use folded::Folded;
use regex::Regex;

/// A pattern of ours, built once; every text that is masked builds all of them, so that a broken one fails every test.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| crate::mask::built($pattern));
    };
}

mod address;
mod cues;
mod digits;
mod email;
mod english;
mod english_address;
mod folded;
mod lexicon;
mod names;
mod numbers;
mod phones;
mod spoken;

fn built(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|why| unreachable!("{pattern}: {why}"))
}

/// What stands for a hidden letter.
const DOT: char = '●';
/// Longest rule, so that a workspace cannot make one that takes for ever to build.
const RULE_MAX: usize = 500;

/// What was hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A resident registration number.
    ResidentNumber,
    /// A number of a payment card.
    Card,
    /// A number of a bank account.
    Account,
    /// Where somebody lives.
    Address,
    /// What somebody is called.
    Name,
    /// A number that the workspace's rule knows.
    Order,
}

impl What {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::ResidentNumber => "resident_number",
            Self::Card => "card",
            Self::Account => "account",
            Self::Address => "address",
            Self::Name => "name",
            Self::Order => "order",
        }
    }
}

/// A stretch that was hidden, in Unicode scalars; half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What it was.
    pub what: What,
    /// First scalar.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

/// A text with what tells who spoke hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// As long as the text was, in scalars.
    pub text: String,
    /// In order; none overlaps another.
    pub found: Vec<Found>,
}

/// A workspace's rule for its order numbers that is no regular expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rule for order numbers cannot be read: {0}")]
pub struct BadRule(String);

/// Finds and hides.
#[derive(Debug, Clone, Default)]
pub struct Masker {
    orders: Option<Regex>,
}

/// A stretch in bytes while it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    what: What,
    start: usize,
    end: usize,
}

impl Masker {
    /// Knows everything but orders, which each shop numbers its own way.
    #[must_use]
    pub const fn new() -> Self {
        Self { orders: None }
    }

    /// Knows a workspace's order numbers too.
    ///
    /// # Errors
    /// [`BadRule`] for a rule that is no regular expression, or is too long.
    pub fn with_orders(rule: &str) -> Result<Self, BadRule> {
        if rule.len() > RULE_MAX {
            return Err(BadRule(format!("it has more than {RULE_MAX} letters")));
        }
        let rule = Regex::new(rule).map_err(|why| BadRule(why.to_string()))?;
        Ok(Self { orders: Some(rule) })
    }

    /// Whether the workspace's rule hides the whole of an order number.
    #[must_use]
    pub fn hides_order(&self, number: &str) -> bool {
        self.orders.as_ref().and_then(|rule| rule.find(number)).is_some_and(|found| found.len() == number.len())
    }

    /// Hides what tells who spoke.
    ///
    /// ```
    /// use yeojido_text::Masker;
    /// let masked = Masker::new().mask("김마루님 공일공-1234-5678로 연락 주세요. 고객님 날씨 좋네요.");
    /// assert_eq!(masked.text, "●●●님 ●●●●●●●●●●●●●로 연락 주세요. 고객님 날씨 좋네요.");
    /// assert_eq!((masked.found[0].start, masked.found[0].end), (0, 3));
    /// ```
    #[must_use]
    pub fn mask(&self, text: &str) -> Masked {
        let mut hits = Vec::new();
        let orders = self.orders.iter().flat_map(|rule| rule.find_iter(text));
        // A rule that matches nothing at all hides nothing.
        hits.extend(orders.filter(|m| !m.is_empty()).map(|m| Hit {
            what: What::Order,
            start: m.start(),
            end: m.end(),
        }));
        let folded = Folded::of(text);
        let from = hits.len();
        found(&folded.text, &mut hits);
        for hit in &mut hits[from..] {
            (hit.start, hit.end) = (folded.place(hit.start), folded.place(hit.end));
        }
        masked(text, &apart(hits))
    }
}

/// All but orders. Names come last, since they stand beside the rest.
fn found(text: &str, hits: &mut Vec<Hit>) {
    email::find(text, hits);
    numbers::find(text, hits);
    address::find(text, hits);
    english_address::find(text, hits);
    let told = hits.clone();
    names::find(text, &told, hits);
    english::find(text, &told, hits);
}

/// The hits in order. Of two that overlap the earlier keeps its kind and grows over the other: whatever anybody found
/// is hidden.
fn apart(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    let mut apart: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match apart.last_mut() {
            Some(last) if hit.start < last.end => last.end = last.end.max(hit.end),
            _ => apart.push(hit),
        }
    }
    apart
}

fn masked(text: &str, hits: &[Hit]) -> Masked {
    let mut out = String::with_capacity(text.len());
    let mut found: Vec<Found> = Vec::with_capacity(hits.len());
    let mut hits = hits.iter().peekable();
    let mut scalars = 0;
    for (at, (byte, c)) in text.char_indices().enumerate() {
        while hits.next_if(|hit| hit.end <= byte).is_some() {}
        let inside = hits.peek().filter(|hit| hit.start <= byte);
        if let Some(hit) = inside {
            if hit.start == byte {
                found.push(Found { what: hit.what, start: at, end: at });
            }
            if let Some(last) = found.last_mut() {
                last.end = at + 1;
            }
        }
        out.push(if inside.is_some() && !c.is_whitespace() { DOT } else { c });
        scalars = at + 1;
    }
    debug_assert!(found.iter().all(|found| found.end <= scalars));
    Masked { text: out, found }
}

/// The char before a byte, and the one at it.
fn around(text: &str, start: usize, end: usize) -> (Option<char>, Option<char>) {
    (text[..start].chars().next_back(), text[end..].chars().next())
}
