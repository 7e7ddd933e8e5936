//! What a text says right before a number of what the number is.

/// Letters before and after a number in which a word tells what it is.
const NEAR: usize = 24;

pattern!(
    BANK,
    r"(?i)국민|신한|대구은행|대구 $|부산 $|광주 $|전북 $|경남 $|우리은행|우리뱅크|우리 ?[:\d(/]|우리 $|\(우리\)|하나은행|하나 ?[:\d(/]|하나 $|농협|기업은행|기업 ?[:\d(/]|기업 $|카카오뱅크|카뱅|카카오 ?[:\d(/]|카카오 $|토스|토뱅|케이뱅크|케뱅|새마을|우체국|제일은행|제일 ?\d|제일 $|씨티|수협|신협|산업은행|은행|저축|증권|계좌|통장|무통장|입금|송금|이체|환불 ?\d|환불 $|환불받을|예금주|account|\bbank|iban|\bacct|\ba/c|routing|sort code"
);
pattern!(
    OTHER,
    r"(?i)송장|등기번호|택배번호|주문 ?번호|주문 ?no|예약 ?번호|접수 ?번호|문의 ?번호|사업자(?: ?등록)?(?: ?번호)?|통신판매|인증 ?번호|쿠폰|바코드|품번|모델|상품 ?코드|상품 ?번호|제품 ?번호|시리얼|일련번호|부품|버전|코드|승인 ?번호|증권번호|고객 ?번호|회원 ?번호|tracking|\bsku|serial|model|invoice|order (?:no|number|#)|\bref\b|coupon|barcode|\bisbn|\bvat\b|version|\bimei"
);
pattern!(
    PHONE,
    r"(?i)전화|연락|핸드폰|휴대폰|휴대전화|폰|번호|콜백|팩스|문자|phone|\btel|\bcall|\bcell|mobile|\btext\b|number|\bring\b|\bfax|whatsapp|\bcb\b"
);

/// What kind of number the words around it call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    Bank,
    Phone,
    /// A parcel, an order, a product: nobody's.
    Other,
    None,
}

fn before(text: &str, start: usize) -> &str {
    let from = text[..start].char_indices().rev().take(NEAR).last().map_or(start, |(at, _)| at);
    // A line says nothing of the one before, but for a label that stands on its own.
    &text[from..start]
}

fn after(text: &str, end: usize) -> &str {
    let to = text[end..].char_indices().take(NEAR / 2).last().map_or(end, |(at, c)| end + at + c.len_utf8());
    &text[end..to]
}

/// The word nearest before a number decides; of words behind it only a bank's counts.
pub(super) fn cue(text: &str, start: usize, end: usize) -> Cue {
    let before = before(text, start);
    let last = |rule: &regex::Regex| rule.find_iter(before).last().map(|m| m.end());
    let nearest = [(Cue::Bank, last(&BANK)), (Cue::Phone, last(&PHONE)), (Cue::Other, last(&OTHER))]
        .into_iter()
        .filter_map(|(cue, at)| at.map(|at| (cue, at)))
        .max_by_key(|(cue, at)| (*at, *cue == Cue::Other, *cue == Cue::Bank));
    match nearest {
        Some((Cue::Phone, _)) if last(&BANK).is_some() => Cue::Bank,
        Some((cue, _)) => cue,
        None if BANK.is_match(after(text, end)) => Cue::Bank,
        None => Cue::None,
    }
}

/// Whether the text says right before that such a number follows.
pub(super) fn says(text: &str, start: usize, words: &[&str]) -> bool {
    let before = before(text, start);
    words.iter().any(|word| before.contains(word))
}
