// SPDX-License-Identifier: MIT
//
// gyre_embed_lib LIB_DIR OUTPUT.bin OUTPUT.cc ID[=FILE]...: joins the files of lib/ into one blob
// and writes the table of BuiltinSources(). A module that is not in lib/ names its FILE. A build
// tool. Sources must be ASCII: V8 then uses them where they lie in the executable, one byte a
// character.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: gyre_embed_lib LIB_DIR OUTPUT.bin OUTPUT.cc ID[=FILE]...\n", stderr);
    return 2;
  }
  std::string lib_dir = argv[1];
  std::vector<std::string> ids(argv + 4, argv + argc);
  std::sort(ids.begin(), ids.end());
  std::string blob;
  std::string table;
  for (std::string& id : ids) {
    std::string path = lib_dir + "/" + id + ".js";
    if (size_t equals = id.find('='); equals != std::string::npos) {
      path = id.substr(equals + 1);
      id.resize(equals);
    }
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file) {
      std::fprintf(stderr, "%s can't be read\n", path.c_str());
      return 1;
    }
    int line = 1;
    for (char c : text) {
      if (c == '\n') ++line;
      if (static_cast<unsigned char>(c) >= 0x80) {
        std::fprintf(stderr, "%s:%d: not ASCII: write the character as an escape\n", path.c_str(),
                     line);
        return 1;
      }
    }
    table += "    {\"" + id + "\", gyre_lib_begin + " + std::to_string(blob.size()) + ", " +
             std::to_string(text.size()) + "},\n";
    blob += text;
  }
  std::ofstream bin(argv[2], std::ios::binary | std::ios::trunc);
  bin << blob;
  std::ofstream cc(argv[3], std::ios::trunc);
  cc << "// Made by gyre_embed_lib.\n\n#include \"runtime/builtins.h\"\n\n"
        "extern \"C\" const char gyre_lib_begin[];\n\nnamespace gyre {\n\n"
        "static const BuiltinSource kSources[] = {\n"
     << table
     << "};\n\nstd::span<const BuiltinSource> BuiltinSources() { return kSources; }\n\n"
        "}  // namespace gyre\n";
  bin.close();
  cc.close();
  return bin && cc ? 0 : 1;
}
