//! English names: after a title, after "my name is", after a label, and under a letter.

use super::{Hit, What};

const NAME: &str = r"[A-Z][A-Za-z'’]+(?:-[A-Z]?[a-z]+)?(?: [A-Z]\.)?(?: [A-Z][A-Za-z'’]+(?:-[A-Z]?[a-z]+)?){0,2}";

pattern!(TITLED, &format!(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Mx|Sir|Madam)\.? ({NAME})"));
pattern!(
    SAID,
    &format!(
        r"(?:(?i:my name is|my name's|name is|i am called|call me|this is|it's|speaking with|spoke with|spoke to|served by|ask for|contact|attn:?|attention)) ({NAME})"
    )
);
pattern!(
    LABELLED,
    &format!(
        r"(?i:\b(?:full name|first name|last name|name|customer|recipient|account holder|cardholder|holder|ordered by|ship to|deliver to|sold to|bill to)) ?[:=\-] ?({NAME})"
    )
);
pattern!(HELD, &format!(r"(?i:\b(?:account holder|cardholder|card holder|addressee|recipient)(?: is)?) ({NAME})"));
pattern!(SELF, &format!(r"\b(?:I'm|I’m|I am|Im) ({NAME})"));
pattern!(SIGNED, &format!(r"(?i:regards|sincerely|thanks|thank you|cheers|best|yours|love),?\s+({NAME})\s*[.!]?\s*$"));
pattern!(DEAR, &format!(r"(?i:\b(?:dear|hi|hello)) ({NAME}),"));

/// Words that are written large and are no names.
const WORDS: &[&str] = &[
    "Happy",
    "Sorry",
    "Very",
    "Not",
    "So",
    "Just",
    "Really",
    "Disappointed",
    "Glad",
    "American",
    "Korean",
    "Still",
    "Also",
    "Now",
    "Unhappy",
    "Sure",
    "Pleased",
    "Satisfied",
    "Customer",
    "Support",
    "Service",
    "Team",
    "Sir",
    "Madam",
    "Everyone",
    "All",
    "There",
    "The",
    "This",
    "That",
    "Your",
    "You",
    "We",
    "They",
    "It",
    "A",
    "An",
    "My",
    "Our",
    "Samsung",
    "Apple",
    "Amazon",
    "Google",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "English",
    "Again",
    "Please",
    "Help",
    "Great",
    "Good",
    "Bad",
    "Terrible",
    "Awful",
    "Amazing",
    "Never",
    "Always",
    "Ok",
    "Okay",
    "Yes",
    "No",
    "Returns",
    "Delivery",
    "Order",
    "Refund",
    "Seller",
    "Shop",
    "Store",
    "Friend",
    "Friends",
    "Seoul",
    "Busan",
    "Korea",
    "Chinese",
    "Japanese",
    "British",
    "Canadian",
    "French",
    "German",
    "Regards",
    "Best",
    "Thanks",
    "Back",
    "Here",
    "What",
];

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    for rule in [&*TITLED, &SAID, &LABELLED, &HELD, &SELF, &SIGNED, &DEAR] {
        for name in rule.captures_iter(text).filter_map(|found| found.get(1)) {
            let first = name.as_str().split([' ', '\'', '’']).next().unwrap_or_default();
            if !WORDS.contains(&first) {
                hits.push(Hit { what: What::Name, start: name.start(), end: name.end() });
            }
        }
    }
}
