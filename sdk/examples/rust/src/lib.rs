//! A plugin for Textmill in Rust. The algorithm is `words_in_capitals`; everything else is the contract.
mod abi;

use abi::*;
use std::os::raw::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Words of at least `least` letters, all of them capitals, as byte ranges with their number of letters.
fn words_in_capitals(text: &str, least: usize) -> Vec<(textmill_span, usize)> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let letters = word.chars().count();
        if letters >= least && word.chars().all(char::is_uppercase) {
            let begin = word.as_ptr() as usize - text.as_ptr() as usize;
            found.push((textmill_span { begin: begin as u32, end: (begin + word.len()) as u32 }, letters));
        }
    }
    found
}

struct Model {
    least: usize,
}

type Outcome = Result<(), String>;

fn check(status: i32, what: &str) -> Outcome {
    if status == OK { Ok(()) } else { Err(format!("the host refuses {what}")) }
}

/// Nothing may unwind across the contract: a panic becomes a message like any other failure.
fn guarded(body: impl FnOnce() -> Outcome, say: impl FnOnce(&str)) -> i32 {
    let outcome = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err("panicked".to_string()));
    match outcome {
        Ok(()) => OK,
        Err(message) => {
            say(&message);
            ERROR
        }
    }
}

unsafe extern "C" fn create_model(host: *const textmill_host, setup: *mut c_void, model: *mut *mut c_void) -> i32 {
    *model = std::ptr::null_mut();
    let host = &*host;
    guarded(
        || {
            let mut value = textmill_value { kind: 0, string_count: 0, value: textmill_value_as { integer: 0 } };
            check((host.option)(setup, string("least"), &mut value), "the option 'least'")?;
            let made = Box::new(Model { least: value.value.integer as usize });
            *model = Box::into_raw(made) as *mut c_void;
            Ok(())
        },
        |message| (host.fail_setup)(setup, string(message)),
    )
}

unsafe extern "C" fn destroy_model(model: *mut c_void) {
    drop(Box::from_raw(model as *mut Model));
}

/// Nothing is kept per worker: the instance is the model itself.
unsafe extern "C" fn create_instance(_: *const textmill_host, model: *mut c_void, instance: *mut *mut c_void) -> i32 {
    *instance = model;
    OK
}

unsafe extern "C" fn destroy_instance(_: *mut c_void) {}

unsafe extern "C" fn process(instance: *mut c_void, host: *const textmill_host, document: *mut c_void) -> i32 {
    let (model, host) = (&*(instance as *const Model), &*host);
    guarded(
        || {
            let text = (host.text)(document);
            let bytes = if text.len == 0 { &[][..] } else { std::slice::from_raw_parts(text.ptr, text.len) };
            let text = std::str::from_utf8_unchecked(bytes); // the host has checked it
            let mut layer = std::ptr::null_mut();
            check((host.write_layer)(document, string("shouting"), &mut layer), "the layer 'shouting'")?;
            let found = words_in_capitals(text, model.least);
            for (span, letters) in &found {
                let score = *letters as f32;
                check((host.add)(layer, span, std::ptr::null(), &score, 1), "a span")?;
            }
            let value = textmill_value_as { integer: found.len() as i64 };
            let count = textmill_value { kind: INTEGER, string_count: 0, value };
            check((host.set_attribute)(document, string("shouting.count"), &count), "the attribute 'shouting.count'")
        },
        |message| (host.fail)(document, string(message)),
    )
}

/// Tables of pointers that never change may be shared by threads.
#[repr(transparent)]
struct Shared<T>(T);
unsafe impl<T> Sync for Shared<T> {}

static ID: &[u8; 9] = b"shouting\0";

static STAGE: Shared<textmill_stage> = Shared(textmill_stage {
    size: std::mem::size_of::<textmill_stage>(),
    id: ID.as_ptr() as *const c_char,
    create_model,
    destroy_model,
    create_instance,
    destroy_instance,
    process,
    extension: std::ptr::null(),
});

static STAGES: Shared<[&textmill_stage; 1]> = Shared([&STAGE.0]);

const MANIFEST_BYTES: usize = include_bytes!("../plugin.yaml").len();

#[link_section = ".textmill_manifest"]
#[used]
static MANIFEST: [u8; MANIFEST_BYTES] = *include_bytes!("../plugin.yaml");

/// The one exported symbol. The reference behind the table keeps the linker from leaving the manifest out.
#[repr(C)]
pub struct Entry {
    plugin: textmill_plugin,
    manifest: &'static [u8; MANIFEST_BYTES],
}
unsafe impl Sync for Entry {}

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static textmill_plugin_v1: Entry = Entry {
    plugin: textmill_plugin {
        size: std::mem::size_of::<textmill_plugin>(),
        abi_major: 1,
        abi_minor: 0,
        id: ID.as_ptr() as *const c_char,
        stage_count: 1,
        stages: &STAGES.0 as *const [&textmill_stage; 1] as *const *const textmill_stage,
    },
    manifest: &MANIFEST,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(text: &'a str, least: usize) -> Vec<&'a str> {
        words_in_capitals(text, least).iter().map(|(s, _)| &text[s.begin as usize..s.end as usize]).collect()
    }

    #[test]
    fn finds_words_in_capitals_of_any_script() {
        assert_eq!(texts("STOP it, ÜBER us. ПАРОМ!", 3), ["STOP", "ÜBER", "ПАРОМ"]);
        assert_eq!(texts("Go ON", 2), ["ON"]);
        assert!(texts("", 1).is_empty());
    }
}
