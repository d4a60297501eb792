//! The part of textmill/abi.h that this plugin uses, in the same order; what it does not call is a bare pointer. Fields
//! may only be left out at the end of a table, and `size` then says so.
#![allow(non_camel_case_types, dead_code)]
use std::os::raw::{c_char, c_void};

pub const OK: i32 = 0;
pub const ERROR: i32 = 2;
pub const INTEGER: i32 = 2;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct textmill_string {
    pub ptr: *const u8,
    pub len: usize,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct textmill_span {
    pub begin: u32,
    pub end: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union textmill_value_as {
    pub boolean: i32,
    pub integer: i64,
    pub number: f64,
    pub string: textmill_string,
}

#[repr(C)]
pub struct textmill_value {
    pub kind: i32,
    pub string_count: u32,
    pub value: textmill_value_as,
}

#[repr(C)]
pub struct textmill_host {
    pub size: usize,
    pub abi_minor: u32,
    pub context: *mut c_void,
    pub log: *const c_void,
    pub extension: *const c_void,
    pub option: unsafe extern "C" fn(setup: *mut c_void, name: textmill_string, value: *mut textmill_value) -> i32,
    pub resource_dir: *const c_void,
    pub fail_setup: unsafe extern "C" fn(setup: *mut c_void, message: textmill_string),
    pub text: unsafe extern "C" fn(document: *const c_void) -> textmill_string,
    pub id: *const c_void,
    pub fail: unsafe extern "C" fn(document: *mut c_void, message: textmill_string),
    pub read_layer: *const c_void,
    pub write_layer: unsafe extern "C" fn(document: *mut c_void, name: textmill_string, layer: *mut *mut c_void) -> i32,
    pub reserve: *const c_void,
    pub commit: *const c_void,
    pub add: unsafe extern "C" fn(
        layer: *mut c_void,
        spans: *const textmill_span,
        labels: *const u32,
        scores: *const f32,
        count: u32,
    ) -> i32,
    pub intern: *const c_void,
    pub set_string: *const c_void,
    pub set_attribute:
        unsafe extern "C" fn(document: *mut c_void, name: textmill_string, value: *const textmill_value) -> i32,
}

#[repr(C)]
pub struct textmill_stage {
    pub size: usize,
    pub id: *const c_char,
    pub create_model: unsafe extern "C" fn(*const textmill_host, *mut c_void, *mut *mut c_void) -> i32,
    pub destroy_model: unsafe extern "C" fn(*mut c_void),
    pub create_instance: unsafe extern "C" fn(*const textmill_host, *mut c_void, *mut *mut c_void) -> i32,
    pub destroy_instance: unsafe extern "C" fn(*mut c_void),
    pub process: unsafe extern "C" fn(*mut c_void, *const textmill_host, *mut c_void) -> i32,
    pub extension: *const c_void,
}

#[repr(C)]
pub struct textmill_plugin {
    pub size: usize,
    pub abi_major: u32,
    pub abi_minor: u32,
    pub id: *const c_char,
    pub stage_count: u32,
    pub stages: *const *const textmill_stage,
}

pub fn string(text: &str) -> textmill_string {
    textmill_string { ptr: text.as_ptr(), len: text.len() }
}
