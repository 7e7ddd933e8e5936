//! A journey proposed from the data, with the reason for every event's place.
//!
//! Two kinds of reason, in this order. **By name**: words that shops and services commonly use for a phase ("장바구니",
//! "checkout", "배송"). **By order**: an event whose name says nothing goes where its customers usually are when it
//! happens, judged by the mean place of its first occurrence among the first occurrences of all events of the same
//! customer. When names tell the phase of fewer than half of the events, the order alone decides: the events are cut
//! where their mean places lie furthest apart.

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::{
    Counts, EventRule, Journey, JourneyId, LocalText, Span, Stage, StageId, Starts, Touchpoint, TouchpointId,
};
use yeojido_journey::Events;

use super::check::EventCountRow;
use crate::{AppError, Workspace};

/// Stages cut by order alone, at most.
const BY_ORDER: usize = 5;
/// Names of events that are looked at, the most frequent first.
const LOOKED_AT: usize = 200;

/// Why an event stands where it does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// Stage.
    pub stage: String,
    /// Event.
    pub event: String,
    /// `name` or `order`.
    pub reason: &'static str,
    /// The word of the name, or the mean place (0 first … 1 last), and how many customers.
    pub params: BTreeMap<&'static str, String>,
}

/// The proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The journey; none when there is nothing to go by.
    pub definition: Option<Journey>,
    /// Event by event.
    pub why: Vec<Why>,
    /// Stable code of why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_none: Option<&'static str>,
    /// Events left out, since only the 200 most frequent names are looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<EventCountRow>,
}

/// A phase and the words by which names tell it. Later phases come first where a name has words of both
/// ("재구매" holds "구매").
struct Phase {
    id: &'static str,
    ko: &'static str,
    en: &'static str,
    words: &'static [&'static str],
}

const PHASES: [Phase; 11] = [
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

/// Places of the phases in which something is bought, the last of which is found in the data counts.
const ORDERED: [usize; 2] = [PAID, PAID + 1];
/// Place of the phase of paying.
const PAID: usize = 5;

/// One name of events and where its customers usually are.
struct Seen {
    event: String,
    count: u64,
    customers: u64,
    /// Mean place of its first occurrence, 0 first … 1 last.
    place: f64,
}

/// Proposes a journey from the events of a workspace.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn suggest(workspace: &Workspace) -> Result<Suggestion, AppError> {
    let snapshot = workspace.lake.snapshot(None).await?;
    let events = snapshot.events(&[]).await?;
    tokio::task::spawn_blocking(move || propose(&events)).await?
}

fn propose(events: &Events) -> Result<Suggestion, AppError> {
    let mut seen = places(events);
    if seen.is_empty() {
        return Ok(Suggestion {
            definition: None,
            why: Vec::new(),
            reason_none: Some("no_events"),
            left_out: Vec::new(),
        });
    }
    seen.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
    let rest = seen.split_off(seen.len().min(LOOKED_AT));
    let left_out = rest.into_iter().map(|s| EventCountRow { event: s.event, count: s.count }).collect();
    let named = seen.iter().filter(|s| phase(&s.event).is_some()).count();
    let (stages, why) = if named * 2 >= seen.len() { by_name(&seen)? } else { by_order(&mut seen)? };
    let definition = Journey {
        journey: 1,
        id: JourneyId::new("suggested")?,
        name: LocalText::both("제안된 여정", "Suggested journey"),
        counts: Counts::Walks,
        starts: Starts::FirstCaught,
        goal: goal(&stages),
        gap: Span::days(30),
        stages,
    };
    Ok(Suggestion { definition: Some(definition), why, reason_none: None, left_out })
}

/// Where the journey ends with an order, the order completes it.
fn goal(stages: &[Stage]) -> Option<EventRule> {
    let last = stages.last().filter(|stage| stage.id.as_str() == PHASES[PAID + 1].id)?;
    last.touchpoints.first()?.events.first().cloned()
}

#[expect(clippy::cast_precision_loss, reason = "counts of events stay far below 2^53")]
fn places(events: &Events) -> Vec<Seen> {
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
    (0..names)
        .filter(|&code| count[code] > 0)
        .map(|code| Seen {
            event: events.event.values[code].to_string(),
            count: count[code],
            customers: customers[code],
            place: sum[code] / customers[code] as f64,
        })
        .collect()
}

/// The phase that a name tells, with the word that tells it: the longest word wins, the later phase on ties.
fn phase(event: &str) -> Option<(usize, &'static str)> {
    let name = event.to_lowercase();
    let hits = PHASES
        .iter()
        .enumerate()
        .flat_map(|(at, phase)| phase.words.iter().filter(|word| name.contains(**word)).map(move |word| (at, *word)));
    hits.max_by_key(|(at, word)| (word.chars().count(), *at))
}

fn by_name(seen: &[Seen]) -> Result<(Vec<Stage>, Vec<Why>), AppError> {
    let mut members: Vec<Vec<(&Seen, Option<&'static str>)>> = PHASES.iter().map(|_| Vec::new()).collect();
    for one in seen {
        if let Some((at, word)) = phase(&one.event) {
            members[at].push((one, Some(word)));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of names")]
    let centre = |list: &[(&Seen, Option<&str>)]| list.iter().map(|(s, _)| s.place).sum::<f64>() / list.len() as f64;
    let centre_of = |members: &[Vec<(&Seen, Option<&str>)>]| -> Vec<Option<f64>> {
        members.iter().map(|list| (!list.is_empty()).then(|| centre(list))).collect()
    };
    // A name may mislead: a page of reviews is read before buying, not written after it.
    let mut misled: Vec<&Seen> = Vec::new();
    let centres = centre_of(&members);
    for (at, list) in members.iter_mut().enumerate() {
        let bought = ORDERED.iter().filter_map(|&order| centres[order]).fold(None, |_, centre| Some(centre));
        if let (true, Some(own), Some(bought)) = (at > PAID + 1, centres[at], bought)
            && own < bought
        {
            misled.extend(list.drain(..).map(|(seen, _)| seen));
        }
    }
    // Phases keep their usual order; what has no telling name goes to the phase whose events lie nearest in time.
    let centres = centre_of(&members);
    for one in seen.iter().filter(|s| phase(&s.event).is_none()).chain(misled) {
        let nearest = centres.iter().enumerate().filter_map(|(at, c)| Some((at, (c.as_ref()? - one.place).abs())));
        if let Some((at, _)) = nearest.min_by(|a, b| a.1.total_cmp(&b.1)) {
            members[at].push((one, None));
        }
    }
    let mut stages = Vec::new();
    let mut why = Vec::new();
    for (phase, list) in PHASES.iter().zip(members).filter(|(_, list)| !list.is_empty()) {
        why.extend(list.iter().map(|(s, word)| reason(phase.id, s, *word)));
        stages.push(stage(phase.id, LocalText::both(phase.ko, phase.en), list.iter().map(|(s, _)| *s))?);
    }
    Ok((stages, why))
}

fn by_order(seen: &mut [Seen]) -> Result<(Vec<Stage>, Vec<Why>), AppError> {
    seen.sort_by(|a, b| a.place.total_cmp(&b.place).then_with(|| b.count.cmp(&a.count)));
    let mut gaps: Vec<(usize, f64)> =
        seen.windows(2).enumerate().map(|(at, w)| (at + 1, w[1].place - w[0].place)).collect();
    gaps.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut cuts: Vec<usize> =
        gaps.into_iter().filter(|(_, gap)| *gap > 0.02).take(BY_ORDER - 1).map(|(at, _)| at).collect();
    cuts.push(seen.len());
    cuts.sort_unstable();
    let (mut stages, mut why, mut from) = (Vec::new(), Vec::new(), 0);
    for (number, to) in (1..).zip(cuts) {
        let part = &seen[from..to];
        from = to;
        let id = format!("stage-{number}");
        let name = part.iter().max_by_key(|s| s.count).map(|s| s.event.clone()).unwrap_or_default();
        why.extend(part.iter().map(|s| reason(&id, s, None)));
        stages.push(stage(&id, LocalText::One(name), part.iter())?);
    }
    Ok((stages, why))
}

fn reason(stage: &str, seen: &Seen, word: Option<&str>) -> Why {
    let mut params = BTreeMap::from([("customers", seen.customers.to_string())]);
    match word {
        Some(word) => params.insert("word", word.trim().to_owned()),
        None => params.insert("place", format!("{:.2}", seen.place)),
    };
    Why {
        stage: stage.to_owned(),
        event: seen.event.clone(),
        reason: if word.is_some() { "name" } else { "order" },
        params,
    }
}

fn stage<'s>(id: &str, name: LocalText, events: impl Iterator<Item = &'s Seen>) -> Result<Stage, AppError> {
    let rule = |s: &Seen| EventRule { event: s.event.clone(), channel: None, conditions: Vec::new() };
    Ok(Stage {
        id: StageId::new(id)?,
        name,
        owner: None,
        moment_of_truth: None,
        touchpoints: vec![Touchpoint {
            id: TouchpointId::new("events")?,
            name: Some(LocalText::both("행동", "Actions")),
            events: events.map(rule).collect(),
            voices: Vec::new(),
        }],
    })
}
