/* A library with a manifest and no entry. */
int textmill_plugin_v0 = 1;
