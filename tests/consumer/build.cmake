# Configures, builds and tests a copy of a plugin template against an installed prefix.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\nended with ${result}:\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
if(PROGRAM)
  string(REPLACE cpp c++ language ${LANGUAGE})
  run(${PROGRAM} new plugin reading-time --lang ${language} --kind ${KIND} --directory ${WORK})
else()
  file(COPY ${TEMPLATE}/ DESTINATION ${WORK})
endif()
run(${CMAKE_COMMAND} -S ${WORK} -B ${WORK}/build -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${PREFIX}
  -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_CXX_COMPILER=${CXX_COMPILER}
  "-DCMAKE_C_FLAGS=${C_FLAGS}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
  -DCMAKE_BUILD_TYPE=${BUILD_TYPE} -DTEXTMILL_SANITIZER=${SANITIZER})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${CTEST} --test-dir ${WORK}/build --output-on-failure --no-tests=error)
