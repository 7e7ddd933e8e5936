//! Phases that shops and services commonly have, and the words by which names of events tell them.

/// A phase and the words by which names tell it. Later phases come first where a name has words of both
/// ("재구매" holds "구매").
pub(super) struct Phase {
    pub id: &'static str,
    pub ko: &'static str,
    pub en: &'static str,
    words: &'static [&'static str],
}

/// In the order in which customers usually pass through them.
pub(super) const PHASES: [Phase; 11] = [
    Phase {
        id: "discover",
        ko: "알게 됨",
        en: "Discover",
        words: &[
            "광고",
            "유입",
            "방송",
            "지인",
            "캠페인",
            "ad_",
            "ad ",
            "advert",
            "campaign",
            "promo",
            "landing",
            "referral",
            "install",
            "설치",
        ],
    },
    Phase {
        id: "browse",
        ko: "둘러보기",
        en: "Browse",
        words: &[
            "목록",
            "검색",
            "둘러",
            "필터",
            "방문",
            "홈",
            "home",
            "catalog",
            "search",
            "filter",
            "list",
            "browse",
            "page_view",
            "page view",
            "visit",
        ],
    },
    Phase {
        id: "choose",
        ko: "고르기",
        en: "Choose",
        words: &["상세", "비교", "찜", "치수", "product", "item", "compare", "wishlist", "detail"],
    },
    Phase {
        id: "sign-up",
        ko: "가입",
        en: "Sign up",
        words: &[
            "가입",
            "회원",
            "signed up",
            "sign up",
            "signup",
            "register request",
            "registered",
            "onboard",
            "account",
        ],
    },
    Phase {
        id: "cart", ko: "담기", en: "Cart", words: &["장바구니", "담기", "담음", "cart", "basket", "bag"]
    },
    Phase {
        id: "pay",
        ko: "결제",
        en: "Pay",
        words: &[
            "주문",
            "결제",
            "구매",
            "쿠폰",
            "배송지",
            "예약",
            "checkout",
            "payment",
            "book",
            "approve",
            "shipping_details",
            "shipping details",
            "pay ",
        ],
    },
    Phase {
        id: "order",
        ko: "주문",
        en: "Order",
        words: &[
            "주문 완료",
            "주문완료",
            "결제 완료",
            "결제완료",
            "구매 완료",
            "구매완료",
            "예약 완료",
            "order placed",
            "order completed",
            "order_completed",
            "order_placed",
            "ordered",
            "purchase",
            "transaction",
            "subscri",
        ],
    },
    Phase {
        id: "deliver",
        ko: "배송",
        en: "Delivery",
        words: &["배송", "출고", "택배", "도착", "deliver", "shipped", "carrier", "handed over", "dispatch", "package"],
    },
    Phase {
        id: "use",
        ko: "사용",
        en: "Use",
        words: &[
            "후기",
            "리뷰",
            "사용",
            "구매 확정",
            "교환",
            "반품",
            "환불",
            "사진 올",
            "review",
            "return request",
            "refund",
            "exchange",
            "used",
            "rating",
        ],
    },
    Phase {
        id: "support",
        ko: "상담",
        en: "Support",
        words: &["상담", "문의", "문제", "오류 신고", "support", "ticket", "complain", "help", "contact"],
    },
    Phase {
        id: "again",
        ko: "다시 찾기",
        en: "Come back",
        words: &[
            "재주문",
            "재구매",
            "재방문",
            "다시",
            "소멸",
            "알림",
            "추천",
            "공유",
            "reorder",
            "repurchase",
            "again",
            "renew",
            "invite",
            "share",
            "recommend",
        ],
    },
];

/// Place of the phase of the cart.
pub(super) const CART: usize = 4;
/// Place of the phase of paying.
pub(super) const PAY: usize = 5;
/// Place of the phase in which something is bought.
pub(super) const ORDER: usize = 6;
/// Place of the phase of delivery.
pub(super) const DELIVER: usize = 7;
/// Place of the phase of coming back.
pub(super) const AGAIN: usize = 10;

/// The phase that a name tells, with the word that tells it: the longest word wins, the later phase on ties.
pub(super) fn phase(event: &str) -> Option<(usize, &'static str)> {
    let name = event.to_lowercase();
    let hits = PHASES
        .iter()
        .enumerate()
        .flat_map(|(at, phase)| phase.words.iter().filter(|word| name.contains(**word)).map(move |word| (at, *word)));
    hits.max_by_key(|(at, word)| (word.chars().count(), *at))
}

/// How surely something is bought by an event of this name, 0 surest; `None` if its name says nothing of the kind.
pub(crate) fn buying(event: &str) -> Option<u8> {
    const AGAIN: [&str; 4] = ["재주문", "재구매", "reorder", "repurchase"];
    const UNDONE: [&str; 8] = ["환불", "반품", "교환", "취소", "refund", "return", "exchange", "cancel"];
    let name = event.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match (says(&UNDONE), says(PHASES[ORDER].words) || says(&AGAIN), says(PHASES[PAY].words)) {
        (true, _, _) | (_, false, false) => None,
        (_, true, _) => Some(0),
        (_, false, true) => Some(1),
    }
}
