//! What tells a person apart, wherever in a cell it stands: e-mail addresses, telephone, resident-registration and card
//! numbers.
//!
//! Why so careful: a column that nobody recognises becomes an open property unless this finds something, and an order
//! number must not become a telephone number either. So numbers are looked at as people group them, a card or a
//! registration number counts by its checksum, and only if most numbers of that form in the column pass it.

/// Counts of one column.
#[derive(Debug, Default, Clone)]
pub(super) struct Found {
    /// Cells that hold an e-mail address or a telephone number grouped as one.
    plain: u64,
    /// Cells that are nothing but the digits of a mobile number.
    bare: u64,
    /// Cells with thirteen digits grouped as a registration number, and those whose date and checksum are right.
    resident: (u64, u64),
    /// Cells with the digits of a card number, and those whose checksum is right.
    card: (u64, u64),
}

/// One cell in a hundred makes a column restricted.
const SHARE: u64 = 100;

impl Found {
    /// Looks at a cell.
    pub(super) fn see(&mut self, text: &str) {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits < 9 && !text.contains('@') {
            return;
        }
        let chains = chains(text);
        let mobile_only = text.bytes().all(|b| b.is_ascii_digit()) && is_mobile(text);
        self.bare += u64::from(mobile_only);
        let telephone = || chains.iter().any(|chain| is_telephone(chain, mobile_only));
        self.plain += u64::from(holds_address(text) || telephone());
        for (tally, check) in [(&mut self.resident, resident as fn(&[&str]) -> Option<bool>), (&mut self.card, card)] {
            let outcomes: Vec<bool> = chains.iter().filter_map(|chain| check(chain)).collect();
            tally.0 += u64::from(!outcomes.is_empty());
            tally.1 += u64::from(outcomes.contains(&true));
        }
    }

    /// Whether so many cells are to be kept apart.
    pub(super) fn is_direct(&self, filled: u64) -> bool {
        let by_checksum = |(formed, right): (u64, u64)| if right * 2 >= formed { right } else { 0 };
        let bare = if self.bare * 2 > filled { self.bare } else { 0 };
        let cells = self.plain + bare + by_checksum(self.resident) + by_checksum(self.card);
        cells > 0 && cells * SHARE >= filled
    }
}

/// Whether a whole cell is an e-mail address or a telephone number, so that it may stand for the customer.
pub(super) fn is_identifier(text: &str) -> bool {
    let address = holds_address(text) && !text.contains(char::is_whitespace) && text.matches('@').count() == 1;
    let number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '+' | '(' | ')' | '.'));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    address || number && (is_mobile(&digits) || digits.len() == 12 && digits.starts_with("8210"))
}

/// The digits of a Korean mobile number: 010 and eight more, or the older 011, 016 … and seven or eight.
fn is_mobile(digits: &str) -> bool {
    match digits.get(..3) {
        Some("010") => digits.len() == 11,
        Some("011" | "016" | "017" | "018" | "019") => matches!(digits.len(), 10 | 11),
        _ => false,
    }
}

/// Groups of digits with one mark between each: `010-1234-5678` is a chain of three. Digits within a word, such as
/// `A1234`, are part of that word.
fn chains(text: &str) -> Vec<Vec<&str>> {
    let mut chains: Vec<Option<Vec<&str>>> = Vec::new();
    let mut end = 0;
    while let Some(start) = text[end..].find(|c: char| c.is_ascii_digit()).map(|i| end + i) {
        let stop = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |i| start + i);
        let letter = |c: char| c.is_ascii_alphabetic() || c == '_';
        let in_word = text[..start].ends_with(letter) || text[stop..].starts_with(letter);
        let joined = matches!(&text[end..start], "-" | " " | "." | ")" | ") " | " - " | ")-") && end > 0;
        match chains.last_mut().filter(|_| joined) {
            Some(_) | None if in_word => chains.push(None),
            Some(Some(chain)) => chain.push(&text[start..stop]),
            Some(None) => {}
            None => chains.push(Some(vec![&text[start..stop]])),
        }
        end = stop;
    }
    chains.into_iter().flatten().collect()
}

fn is_telephone(chain: &[&str], alone: bool) -> bool {
    let lengths: Vec<usize> = chain.iter().map(|group| group.len()).collect();
    match lengths[..] {
        [10 | 11] => !alone && is_mobile(chain[0]),
        [2..=4, 3..=4, 4] => {
            let area = chain[0];
            area == "02"
                || area.len() == 3 && area.starts_with('0') && !area.starts_with("00")
                || area.starts_with("050")
        }
        [2, 2, 3..=4, 4] => chain[0] == "82",
        [2, 2, 7..=8] => chain[0] == "82" && chain[1] == "10",
        [12] => chain[0].starts_with("8210"),
        _ => false,
    }
}

fn holds_address(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let who = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
        let host = rest[..end].trim_end_matches('.');
        let top = host.rsplit_once('.').filter(|(name, _)| !name.is_empty()).map(|(_, top)| top);
        who && top.is_some_and(|top| top.len() > 1 && top.bytes().all(|b| b.is_ascii_alphabetic()))
    })
}

/// Whether a chain formed like a resident-registration number is one; none if it is not formed so.
fn resident(chain: &[&str]) -> Option<bool> {
    let digits: String = match chain {
        [birth, rest] if birth.len() == 6 && rest.len() == 7 => format!("{birth}{rest}"),
        [whole] if whole.len() == 13 => (*whole).to_owned(),
        _ => return None,
    };
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let (month, day, kind) = (digits[2] * 10 + digits[3], digits[4] * 10 + digits[5], digits[6]);
    let born = (1..=12).contains(&month) && (1..=31).contains(&day) && (1..=8).contains(&kind);
    let sum: u32 = digits.iter().zip([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]).map(|(digit, weight)| digit * weight).sum();
    let base = if kind >= 5 { 13 } else { 11 };
    // Numbers given since October 2020 have no checksum.
    let recent = chain.len() == 2 && digits[0] * 10 + digits[1] >= 20 && matches!(kind, 3 | 4 | 7 | 8);
    Some(born && (recent || (base - sum % 11) % 10 == digits[12]))
}

/// Whether a chain formed like a card number has the checksum of one; none if it is not formed so.
fn card(chain: &[&str]) -> Option<bool> {
    let lengths: Vec<usize> = chain.iter().map(|group| group.len()).collect();
    let digits: String = chain.concat();
    let formed = match lengths[..] {
        [4, 4, 4, 4] | [16] => digits.starts_with(['2', '3', '4', '5', '6', '9']),
        [4, 6, 5] | [15] => digits.starts_with("34") || digits.starts_with("37"),
        _ => false,
    };
    formed.then(|| {
        let sum: u32 = digits
            .chars()
            .rev()
            .filter_map(|c| c.to_digit(10))
            .enumerate()
            .map(|(i, digit)| if i % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
            .sum();
        sum.is_multiple_of(10)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_direct(cells: &[&str]) -> bool {
        let mut found = Found::default();
        cells.iter().for_each(|cell| found.see(cell));
        found.is_direct(cells.len() as u64)
    }

    #[test]
    fn what_tells_a_person_apart_is_found_wherever_it_stands() {
        for cell in [
            "010-1234-5678",
            "부재시 010 1234 5678로 전화 주세요",
            "연락처:01012345678",
            "02-345-6789",
            "(031) 345-6789",
            "0505-123-4567",
            "+82 10-1234-5678",
            "hong@example.com",
            "답은 <hong.gildong+shop@mail.example.co.kr>으로",
            "900101-1234568",
            "주민번호 900101-1234568 확인",
            "210305-3999999",
            "4111-1111-1111-1111",
            "카드 4111 1111 1111 1111",
            "4111111111111111",
            "378282246310005",
        ] {
            assert!(is_direct(&[cell]), "{cell}");
        }
    }

    #[test]
    fn orders_amounts_dates_and_codes_are_nobody() {
        for cells in [
            &["2026-05-03", "2026-05-04"][..],
            &["2026-05-03 10:20:30"],
            &["20260503-0001234", "20260503-0001235"],
            &["260503-1234567", "260504-1234568", "260505-1234569", "261305-1234560"],
            &["1,234,567", "12,900원"],
            &["1793686800000", "1793686801000"],
            &["8801234567893"],
            &["2026110312345678", "2026110312345679", "2026110312345680"],
            &["4821-3321-9911-0042", "5512-3321-9911-1142", "9021-3321-0911-2042"],
            &["192.168.0.10"],
            &["1588-1234"],
            &["ORD-0101234567890"],
            &["@hong", "hong@", "1@2"],
            &["123-45-67890"],
            &["0100000001", "0100000002"],
            &["CJ대한통운 512345678901"],
        ] {
            assert!(!is_direct(cells), "{cells:?}");
        }
    }

    #[test]
    fn one_in_a_hundred_is_enough_and_one_in_a_thousand_is_not() {
        let mut cells = vec!["문 앞에 놓아 주세요"; 99];
        cells.push("010-1234-5678");
        assert!(is_direct(&cells));
        cells.extend(vec!["경비실"; 900]);
        assert!(!is_direct(&cells));
    }
}
