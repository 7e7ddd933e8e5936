//! What is planted, as numbers. `docs/demo.md` says the same in words; a test compares the data with these.

use jiff::civil::{Date, date};

use crate::corpus::Place;

/// First day of the data.
pub const FIRST_DAY: Date = date(2026, 5, 23);
/// Days of data: the last is 2026-11-22.
pub const DAYS: i64 = 184;

/// From this day another courier carries the parcels.
pub const COURIER_CHANGED: Date = date(2026, 10, 26);
/// Share of parcels that come after the promised day, before the change.
pub const LATE_BEFORE: f64 = 0.075;
/// The same after it.
pub const LATE_AFTER: f64 = 0.19;
/// How much likelier lateness is in 호남 and 제주 (odds).
pub const LATE_FAR: f64 = 2.2;
/// How much likelier for orders after 15:00 (odds).
pub const LATE_AFTERNOON: f64 = 2.0;
/// The week of Chuseok, when parcels pile up: first and last day.
pub const HOLIDAY: (Date, Date) = (date(2026, 9, 21), date(2026, 9, 30));
/// Share of late parcels in that week.
pub const LATE_HOLIDAY: f64 = 0.34;

/// New payment screen on the mobile web: first day it sent people back to the cart, and the day it was mended.
pub const ADDRESS_LOOP: (Date, Date) = (date(2026, 8, 3), date(2026, 8, 30));
/// Share of checkouts on the mobile web that were sent back after the address in that time.
pub const ADDRESS_LOOP_SHARE: f64 = 0.38;
/// Of those sent back, how many give up.
pub const ADDRESS_LOOP_LOST: f64 = 0.55;

/// Share of checkouts inside the Instagram browser where the verification window does not open.
pub const NO_WINDOW: f64 = 0.22;
/// Of those, how many give up.
pub const NO_WINDOW_LOST: f64 = 0.62;

/// Share of coupons that come off at the last moment.
pub const COUPON_OFF: f64 = 0.16;
/// Of those, how many give up.
pub const COUPON_OFF_LOST: f64 = 0.4;

/// Categories whose size chart people open again and again.
pub const SIZE_CATEGORIES: [&str; 2] = ["러그·커튼", "침구"];
/// Share of visitors of those categories who open the chart three times or more.
pub const SIZE_AGAIN: f64 = 0.36;
/// Factor on their chance to put something into the cart.
pub const SIZE_AGAIN_CART: f64 = 0.62;

/// From this day the courier leaves a photo at the door for half of the parcels.
pub const DOOR_PHOTO_FROM: Date = date(2026, 10, 1);
/// Share of parcels with a photo from then on.
pub const DOOR_PHOTO_SHARE: f64 = 0.5;

/// Chance to come back within the data, by how the customer was won.
pub const COMES_BACK: [(&str, f64); 4] =
    [("지인 공유", 0.52), ("네이버 검색", 0.34), ("인스타그램", 0.24), ("TV", 0.28)];
/// Factor on that chance after a late parcel.
pub const COMES_BACK_LATE: f64 = 0.5;
/// Factor on that chance for members of the top grade.
pub const COMES_BACK_TOP: f64 = 1.5;
/// Factor on that chance after a parcel with a photo at the door.
pub const COMES_BACK_PHOTO: f64 = 1.4;

/// Share of the voices of a place and a feeling (1 bad, 2 mixed, 3 good) that carry a rating: with it the curve of
/// emotion is planted. Waiting for a parcel and paying hurt, using and coming back please; of choosing nobody is asked.
#[must_use]
pub const fn rated(place: Place, feeling: u8) -> f64 {
    match (place, feeling) {
        (Place::Discover, 1) => 0.45,
        (Place::Browse, 1) => 0.62,
        (Place::Choose, _) => 0.0,
        (Place::Pay, 3) => 0.6,
        (Place::Deliver, 3) => 0.24,
        (Place::Deliver, 2) | (Place::Use, 2) => 0.6,
        (Place::Use, 1) => 0.3,
        (Place::Return | Place::Recommend, 1) => 0.16,
        (Place::Return | Place::Recommend, 2) => 0.5,
        _ => 1.0,
    }
}

/// Share of customers with a parcel who are never heard of again: after one in time, after a late one.
pub const SILENT: (f64, f64) = (0.05, 0.16);
