# Installing and packing. `cmake --install build/release --prefix ANYWHERE` gives a tree that runs
# from where it stands, and may be moved: the executable finds its private libraries by the relative
# rpath that deps/v8.cmake speaks of. `cpack` in the build folder makes a .deb and a .tar.gz of the
# same tree.
#
# REQUIRES: the target gyre, and GYRE_V8_LIBRARY, GYRE_PRIVATE_LIBDIR of deps/v8.cmake.

include_guard(GLOBAL)

install(TARGETS gyre RUNTIME DESTINATION bin COMPONENT runtime)
install(FILES "${GYRE_V8_LIBRARY}" DESTINATION "${GYRE_PRIVATE_LIBDIR}" COMPONENT runtime
        PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
install(FILES "${PROJECT_SOURCE_DIR}/README.md" DESTINATION share/doc/gyre COMPONENT runtime)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/examples" DESTINATION share/doc/gyre COMPONENT runtime)
install(FILES "${PROJECT_SOURCE_DIR}/docs/event-loop.md" DESTINATION share/doc/gyre COMPONENT runtime)

set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_PACKAGE_NAME "gyre")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "JavaScript runtime with Node.js's APIs and a fast start")
set(CPACK_PACKAGE_CONTACT "Gyre <gyre@localhost>")
set(CPACK_PACKAGE_VENDOR "Gyre")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION "interpreters")
# Which packages have the libraries that the executable and V8 need is asked of dpkg.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_BINARY_DIR}/${GYRE_PRIVATE_LIBDIR}")
# What dpkg cannot know: the relocations of V8's library are packed in a way that this version
# introduced.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libc6 (>= 2.36)")
set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)
set(CPACK_DEB_COMPONENT_INSTALL OFF)

include(CPack)
