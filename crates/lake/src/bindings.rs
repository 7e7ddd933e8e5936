//! Which visitor turned out to be which customer.

use std::path::Path;

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;

use crate::LakeError;
use crate::log::Contents;
use crate::part::Bindings;
use crate::read::{self, Texts};
use crate::table::Table;

/// The newest binding of every visitor.
pub(crate) fn newest(root: &Path, contents: &Contents) -> Result<Bindings, LakeError> {
    let mut pairs: Vec<(i64, i64, i64)> = Vec::new();
    for batch in read::table(root, Table::Bindings, contents, &["anonymous", "customer", "seq"], Texts::Plain)? {
        let long = |name| Ok::<_, LakeError>(read::column(&batch, name)?.as_primitive::<Int64Type>().values().clone());
        let (anonymous, customer, seq) = (long("anonymous")?, long("customer")?, long("seq")?);
        pairs.extend((0..batch.num_rows()).map(|at| (seq[at], anonymous[at], customer[at])));
    }
    pairs.sort_unstable();
    Ok(pairs.into_iter().map(|(_, anonymous, customer)| (anonymous, customer)).collect())
}
