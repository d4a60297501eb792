# Fails unless FILE exports the plugin's entry and nothing else.
execute_process(COMMAND ${NM} --dynamic --defined-only --format=posix ${FILE} OUTPUT_VARIABLE symbols
  COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" lines "${symbols}")
list(LENGTH lines count)
if(NOT count EQUAL 1 OR NOT symbols MATCHES "^textmill_plugin_v1 [DRV]")
  message(FATAL_ERROR "${FILE} must export textmill_plugin_v1 and nothing else, but exports\n${symbols}")
endif()
