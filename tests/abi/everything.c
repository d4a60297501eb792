/* Uses every type of abi.h in one exported function, so that abidw records all of them. */
#include <textmill/abi.h>

TEXTMILL_EXPORT void everything(textmill_plugin*, textmill_stage*, textmill_host*, textmill_layer_view*,
                                textmill_feature_view*, textmill_columns*, textmill_value*, textmill_cancel*,
                                textmill_batch*, textmill_reduce*, textmill_reduce_host*, textmill_metrics*,
                                textmill_memory*, textmill_status, textmill_log_level, textmill_type);
void everything(textmill_plugin* a, textmill_stage* b, textmill_host* c, textmill_layer_view* d, textmill_feature_view* e,
                textmill_columns* f, textmill_value* g, textmill_cancel* h, textmill_batch* i, textmill_reduce* j,
                textmill_reduce_host* k, textmill_metrics* l, textmill_memory* m, textmill_status n,
                textmill_log_level o, textmill_type p) {
  (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g, (void)h;
  (void)i, (void)j, (void)k, (void)l, (void)m, (void)n, (void)o, (void)p;
}
