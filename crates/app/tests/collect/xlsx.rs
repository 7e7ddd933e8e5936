//! Writes small workbooks, cell by cell, as spreadsheet programs do.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use flate2::Crc;

/// A sheet to write.
#[derive(Default)]
pub struct Sheet<'a> {
    pub name: &'a str,
    pub hidden: bool,
    /// Rows of cells; an empty text is no cell. What reads as a number is one.
    pub rows: &'a [&'a [&'a str]],
    /// Regions merged, such as `A1:D1`.
    pub merged: &'a [&'a str],
}

/// A folder, and the workbook in it.
pub fn workbook(name: &str, sheets: &[Sheet<'_>]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(name);
    write(&path, sheets);
    (dir, path)
}

/// Writes a workbook.
pub fn write(path: &Path, sheets: &[Sheet<'_>]) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (i, sheet) in sheets.iter().enumerate() {
        let n = i + 1;
        let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
        write!(list, "<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"{state}/>", sheet.name).expect("memory");
        write!(links, "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
            .expect("memory");
        let text =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData>{}</worksheet>", rows(sheet), merged(sheet));
        parts.push((format!("xl/worksheets/sheet{n}.xml"), text));
    }
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"{PACKAGE}\">{links}</Relationships>"),
    ));
    let root = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    parts.push(("_rels/.rels".to_owned(), format!("<Relationships xmlns=\"{PACKAGE}\">{root}</Relationships>")));
    std::fs::write(path, zip(&parts)).expect("writes");
}

fn rows(sheet: &Sheet<'_>) -> String {
    let mut text = String::new();
    for (r, cells) in sheet.rows.iter().enumerate().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())) {
        write!(text, "<row r=\"{}\">", r + 1).expect("memory");
        for (c, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", char::from(b'A' + u8::try_from(c).expect("few columns")), r + 1);
            match cell.parse::<f64>() {
                Ok(_) => write!(text, "<c r=\"{place}\"><v>{cell}</v></c>"),
                Err(_) => write!(text, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            }
            .expect("memory");
        }
        text.push_str("</row>");
    }
    text
}

fn merged(sheet: &Sheet<'_>) -> String {
    if sheet.merged.is_empty() {
        return String::new();
    }
    let regions: String = sheet.merged.iter().map(|region| format!("<mergeCell ref=\"{region}\"/>")).collect();
    format!("<mergeCells count=\"{}\">{regions}</mergeCells>", sheet.merged.len())
}

/// A zip archive that packs nothing.
fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let start = u32::try_from(body.len()).expect("small");
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let size = u32::try_from(text.len()).expect("small").to_le_bytes();
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        fields.extend(crc.sum().to_le_bytes());
        fields.extend([size, size].concat());
        fields.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
        fields.extend([0, 0]);
        body.extend([b"PK\x03\x04", fields.as_slice(), name.as_bytes(), text.as_bytes()].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00", fields.as_slice(), &[0; 10], &start.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let n = u16::try_from(parts.len()).expect("few").to_le_bytes();
    let sizes = [directory.len(), body.len()].map(|size| u32::try_from(size).expect("small").to_le_bytes());
    [&body, &directory, &b"PK\x05\x06\0\0\0\0"[..], &n, &n, &sizes.concat(), &[0, 0]].concat()
}
