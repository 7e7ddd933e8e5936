//! Columns of events as codes: one list of values for all files, in the order in which they first appear.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int32Array, RecordBatch, StringArray};
use arrow::datatypes::{Decimal128Type, Float64Type, Int32Type};
use rustc_hash::FxHashMap;
use yeojido_domain::Property;
use yeojido_journey::{Coded, NONE};

use crate::read;
use crate::{LakeError, json};

/// Where the values of a column come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum From {
    /// A column of texts.
    Text(&'static str),
    /// A column of numbers, written as people write them.
    Number(&'static str),
    /// A property.
    Property(String),
}

impl From {
    /// What a name means: a field if there is one of that name, else a property.
    pub(crate) fn named(name: &str) -> Self {
        const TEXTS: [&str; 11] = [
            "event", "channel", "order", "source", "session", "product", "category", "currency", "campaign", "url",
            "event_id",
        ];
        const NUMBERS: [&str; 2] = ["amount", "quantity"];
        if let Some(text) = TEXTS.into_iter().find(|text| *text == name) {
            return Self::Text(text);
        }
        NUMBERS.into_iter().find(|number| *number == name).map_or_else(|| Self::Property(name.to_owned()), Self::Number)
    }

    const fn stored_in(&self) -> &'static str {
        match self {
            Self::Text(name) | Self::Number(name) => name,
            Self::Property(_) => "properties",
        }
    }
}

/// Codes of some rows into a list of their own.
#[derive(Debug)]
pub(crate) struct Piece {
    codes: Int32Array,
    values: StringArray,
}

impl Piece {
    /// The values of its list, each once.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter().flatten()
    }
}

/// Turns one decoded batch into codes, a piece for each column.
pub(crate) fn pieces(batch: &RecordBatch, columns: &[From]) -> Result<Vec<Piece>, LakeError> {
    columns.iter().map(|from| piece(read::column(batch, from.stored_in())?, from)).collect()
}

/// The columns of a file that some columns need.
pub(crate) fn stored_in<'a>(columns: &'a [From]) -> impl Iterator<Item = &'static str> + 'a {
    columns.iter().map(From::stored_in)
}

fn piece(column: &ArrayRef, from: &From) -> Result<Piece, LakeError> {
    match from {
        From::Text(_) => {
            let dictionary = column.as_dictionary::<Int32Type>();
            Ok(Piece { codes: dictionary.keys().clone(), values: dictionary.values().as_string::<i32>().clone() })
        }
        From::Number(_) => Ok(numbers(column)),
        From::Property(name) => property(column, name),
    }
}

/// Ten-thousandths as people write them: `12900`, `129.9`.
fn decimal(e4: i128) -> String {
    let (sign, whole, rest) = (if e4 < 0 { "-" } else { "" }, e4.unsigned_abs() / 10_000, e4.unsigned_abs() % 10_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:04}").trim_end_matches('0'))
}

fn numbers(column: &ArrayRef) -> Piece {
    let mut seen: FxHashMap<i128, i32> = FxHashMap::default();
    let mut values: Vec<String> = Vec::new();
    let mut code = |key: i128, text: &dyn Fn() -> String| {
        *seen.entry(key).or_insert_with(|| {
            values.push(text());
            i32::try_from(values.len() - 1).unwrap_or(i32::MAX)
        })
    };
    let codes: Int32Array = match column.as_primitive_opt::<Decimal128Type>() {
        Some(money) => money.iter().map(|v| v.map(|e4| code(e4, &|| decimal(e4)))).collect(),
        None => {
            let floats = column.as_primitive::<Float64Type>();
            floats.iter().map(|v| v.map(|x| code(i128::from(x.to_bits()), &|| x.to_string()))).collect()
        }
    };
    Piece { codes, values: values.into_iter().map(Some).collect() }
}

/// One property: every distinct object is parsed once.
fn property(column: &ArrayRef, name: &str) -> Result<Piece, LakeError> {
    let dictionary = column.as_dictionary::<Int32Type>();
    let objects = dictionary.values().as_string::<i32>();
    let mut seen: FxHashMap<String, i32> = FxHashMap::default();
    let mut values: Vec<String> = Vec::new();
    let mut picked: Vec<Option<i32>> = Vec::with_capacity(objects.len());
    for at in 0..objects.len() {
        let found = json::pick(objects.value(at), name).map_err(broken)?;
        picked.push(found.map(|value| {
            let text = match value {
                Property::Text(text) => text,
                other => other.to_text(),
            };
            *seen.entry(text).or_insert_with_key(|text| {
                values.push(text.clone());
                i32::try_from(values.len() - 1).unwrap_or(i32::MAX)
            })
        }));
    }
    let codes = dictionary.keys().iter().map(|code| code.and_then(|code| picked[code as usize])).collect();
    Ok(Piece { codes, values: values.into_iter().map(Some).collect() })
}

#[expect(clippy::needless_pass_by_value, reason = "given to `map_err`")]
pub(crate) fn broken(error: serde_json::Error) -> LakeError {
    LakeError::Arrow(arrow::error::ArrowError::JsonError(format!("properties: {error}")))
}

/// One column over all rows as they lie in the files.
pub(crate) fn merge(pieces: &[&Piece], rows: usize) -> Coded {
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    let mut out = Coded { codes: Vec::with_capacity(rows), values: Vec::new() };
    for piece in pieces {
        let whole = (0..piece.values.len()).map(|at| {
            let value = piece.values.value(at);
            *seen.entry(value).or_insert_with(|| {
                out.values.push(Arc::from(value));
                u32::try_from(out.values.len() - 1).unwrap_or(NONE)
            })
        });
        recode(piece, &whole.collect::<Vec<_>>(), &mut out.codes);
    }
    out
}

/// The codes of rows as they lie in the files, by values whose codes are given.
pub(crate) fn shared(pieces: &[&Piece], codes: &FxHashMap<Arc<str>, u32>, rows: usize) -> Vec<u32> {
    let mut out = Vec::with_capacity(rows);
    for piece in pieces {
        let whole = (0..piece.values.len()).map(|at| codes.get(piece.values.value(at)).copied().unwrap_or(NONE));
        recode(piece, &whole.collect::<Vec<_>>(), &mut out);
    }
    out
}

/// Appends the codes of a piece, each by what `whole` makes of it.
fn recode(piece: &Piece, whole: &[u32], out: &mut Vec<u32>) {
    let raw = piece.codes.values();
    match piece.codes.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => out.extend(raw.iter().map(|&code| whole[code as usize])),
        Some(nulls) => {
            out.extend(raw.iter().zip(nulls).map(|(&code, there)| if there { whole[code as usize] } else { NONE }));
        }
    }
}

/// Puts the rows of a column in the packed order.
pub(crate) fn arrange(mut column: Coded, order: Option<&[u32]>) -> Coded {
    if let Some(order) = order {
        column.codes = order.iter().map(|&row| column.codes[row as usize]).collect();
    }
    column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_write_them() {
        assert_eq!(decimal(129_000_000), "12900");
        assert_eq!(decimal(-1_299_000), "-129.9");
        assert_eq!(decimal(5), "0.0005");
    }
}
