#!/bin/sh
# Runs a compiler through ccache; a compiler launcher, see ccache.cmake.
#
# usage: deps/ccache.sh CCACHE COMPILER ARGUMENT...
#
# A precompiled header is made with its own source forced in, for which the preprocessor takes the
# old precompiled header while there is one: ccache would then know the new one by the old one's
# contents, and give out what some other change once made of that. So the old one goes first.
ccache=$1
shift
case " $* " in
  *" c++-header "*)
    previous=
    for argument in "$@"; do
      if [ "$previous" = -o ]; then rm -f "$argument"; fi
      previous=$argument
    done
    ;;
esac
CCACHE_SLOPPINESS=pch_defines,time_macros exec "$ccache" "$@"
