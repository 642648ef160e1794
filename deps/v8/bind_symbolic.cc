// SPDX-License-Identifier: MIT
//
// bind_symbolic: writes a copy of a shared library in which what the dynamic linker would have to
// find out at every start is settled beforehand.
//
//   bind_symbolic IN OUT [--no-relr] [--for EXECUTABLE] [SONAME...]
//
// Debian links libnode.so.N (V8 is a part of it) without -Bsymbolic and with BIND_NOW, so that each
// of its 60,000 references, to its own functions and data nearly all, is looked up by name at every
// start: 15 ms and more, five times what V8 itself takes to come up. Four things are changed in the
// copy:
//
// 1. References to symbols that the library itself defines become R_X86_64_RELATIVE, "this
//    library's load address plus a constant": what the linker does under -Bsymbolic. Left alone are
//    symbols of type TLS and IFUNC, and STB_GNU_UNIQUE ones, whose purpose is to be one across
//    libraries, unless they belong to namespaces that no other library can have (v8::internal,
//    node). The executable must then hold no copy of the library's data, hence be compiled with
//    -fPIC. Calls need not even that: a stub of the procedure linkage table jumps straight to a
//    function of the same library, at a distance that is known now. So the 29,000 slots of these
//    stubs are not relocated at all, and those that are left move together: 55 pages fewer for
//    every process to copy.
// 2. The libraries that only Node's part uses (OpenSSL, nghttp2, c-ares, brotli, zlib: V8 calls
//    none of them) are no longer needed, so that they are not even opened. The functions wanted of
//    them become weak, and references to them lead to a function that returns 0, or a string where
//    a version is asked for. All that is ever called of them is a handful, by Node's static
//    constructors; whether that works out is tried before the copy is believed in.
//    Nor are the libraries whose sonames start with one of the arguments: these the executable has
//    in itself, linked statically, and their symbols are found there.
// 3. The relative relocations are packed as DT_RELR: 11 KB of bitmaps to read in place of 1.9 MB.
//    glibc 2.36 is the first to know them; with an older one (or --no-relr) they stay as they are
//    and stand first, counted in DT_RELACOUNT, which has a fast path of its own.
// 4. What is left is sorted by symbol, so that the dynamic linker finds equal names one after the
//    other.
// 5. With --for, the symbols that the dynamic linker looks in are the 700 or so that EXECUTABLE
//    wants and the library itself still asks for by name. The table of all 58,000, with its names
//    and its hash, is 7 MB, of which a start touches nearly every page. It stays in the file as the
//    section .symtab, for debuggers and profilers.
//
// Nothing is moved but tables: code, data, the build id and so the debug symbols stay in place. The
// tables that change are written into the room of the old relocations. Where the file is
// not laid out as expected it is copied as it is, with a note on stderr, and the exit status is
// still 0: the runtime then works the same and starts later.

#include <dlfcn.h>
#include <elf.h>
#include <gnu/libc-version.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

// <elf.h> of glibc 2.35 has no names for these.
constexpr Elf64_Sxword kDtRelrsz = 35;
constexpr Elf64_Sxword kDtRelr = 36;
constexpr Elf64_Sxword kDtRelrent = 37;
constexpr Elf64_Word kShtRelr = 19;

// The version that a library with DT_RELR must ask of libc, so that older ones refuse it.
constexpr std::string_view kRelrVersion = "GLIBC_ABI_DT_RELR";

// The size of "jmp *slot(%rip)".
constexpr uint64_t kJumpSize = 6;

using NameSet = std::set<std::string, std::less<>>;

enum class Packing { kRela, kRelr };
enum class Libraries { kAll, kUsed };

// Thrown where the input is not as expected; what() says in what.
struct UnexpectedLayout {
  std::string what;
};

void Expect(bool condition, const char* what) {
  if (!condition) throw UnexpectedLayout{what};
}

// Libraries of which V8 uses nothing, by the start of their soname.
bool IsUnusedLibrary(std::string_view soname) {
  for (std::string_view name : {"libssl.so.", "libcrypto.so.", "libnghttp2.so.", "libcares.so.",
                                "libbrotlidec.so.", "libbrotlienc.so.", "libz.so."}) {
    if (soname.starts_with(name)) return true;
  }
  return false;
}

// Their functions, where the reference carries no symbol version that would name the library.
bool IsUnusedFunction(std::string_view symbol) {
  for (std::string_view prefix : {"nghttp2_", "ares_", "Brotli"}) {
    if (symbol.starts_with(prefix)) return true;
  }
  for (std::string_view name :
       {"adler32", "crc32", "deflate", "deflateEnd", "deflateInit_", "deflateInit2_",
        "deflateParams", "deflateReset", "deflateSetDictionary", "inflate", "inflateEnd",
        "inflateInit_", "inflateInit2_", "inflateReset", "inflateSetDictionary", "zError",
        "zlibVersion"}) {
    if (symbol == name) return true;
  }
  return false;
}

// Those of them that return a string, and are called at start.
bool ReturnsString(std::string_view symbol) {
  return symbol == "zlibVersion" || symbol == "OpenSSL_version" || symbol == "ares_version";
}

class Library {
 public:
  // `provided`: the start of sonames of what the executable provides.
  Library(std::vector<uint8_t> bytes, const std::vector<std::string>& provided)
      : bytes_(std::move(bytes)), provided_(provided) {
    ParseSymbols();
  }

  // `wanted`: the names for which others look here; null for all that there are.
  // REQUIRES: called once. Throws UnexpectedLayout, after which bytes() is of no use.
  void Bind(Packing packing, Libraries libraries, const NameSet* wanted);

  // The names that the file asks other libraries for.
  NameSet UndefinedNames();

  const std::vector<uint8_t>& bytes() const { return bytes_; }

  // Counts for the report.
  size_t bound = 0;
  size_t diverted = 0;
  std::vector<std::string> provided_libraries;  // sonames
  size_t by_name = 0;
  size_t dropped_libraries = 0;

 private:
  void ParseSymbols();
  void ParseRelocations();
  void BindToItself();
  uint8_t* StubOf(uint64_t slot, uint64_t* address);
  void Settle(const Elf64_Rela& entry, uint64_t value);
  void GatherSlots();
  void DropUnusedLibraries();
  void DropProvidedLibraries();
  bool IsProvided(std::string_view soname) const {
    return std::any_of(provided_.begin(), provided_.end(),
                       [soname](const std::string& start) { return soname.starts_with(start); });
  }
  void AskForRelr();
  uint32_t AddString(std::string_view text);
  void KeepSymbols(const NameSet& wanted);
  std::vector<uint64_t> PackRelative();
  void WriteRelocations(Packing packing);
  void WriteVersionNeeds();
  void WriteDynamic();
  void NameOldSymbols();

  // A T in the file, at an offset or at an address.
  template <typename T>
  T* AtOffset(uint64_t offset, uint64_t count = 1) {
    Expect(offset <= bytes_.size() && count <= (bytes_.size() - offset) / sizeof(T),
           "a table reaches beyond the end of the file");
    return reinterpret_cast<T*>(bytes_.data() + offset);
  }
  template <typename T>
  T* At(uint64_t address, uint64_t count = 1) {
    for (uint16_t i = 0; i < header_->e_phnum; ++i) {
      const Elf64_Phdr& segment = segments_[i];
      if (segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
          address - segment.p_vaddr + count * sizeof(T) <= segment.p_filesz) {
        return AtOffset<T>(address - segment.p_vaddr + segment.p_offset, count);
      }
    }
    throw UnexpectedLayout{"an address lies outside of what the file holds"};
  }

  uint64_t Dynamic(Elf64_Sxword tag) const {
    for (const Elf64_Dyn& entry : dynamic_) {
      if (entry.d_tag == tag) return entry.d_un.d_val;
    }
    throw UnexpectedLayout{"an entry of the dynamic section is missing"};
  }
  bool HasDynamic(Elf64_Sxword tag) const {
    return std::any_of(dynamic_.begin(), dynamic_.end(),
                       [tag](const Elf64_Dyn& entry) { return entry.d_tag == tag; });
  }
  void SetDynamic(Elf64_Sxword tag, uint64_t value) {
    for (Elf64_Dyn& entry : dynamic_) {
      if (entry.d_tag == tag) {
        entry.d_un.d_val = value;
        return;
      }
    }
    dynamic_.push_back({tag, {value}});
  }
  std::string_view String(uint64_t offset) {
    Expect(offset < string_size_, "a name lies outside of the string table");
    return reinterpret_cast<const char*>(At<uint8_t>(strings_ + offset));
  }
  Elf64_Shdr* FindSection(std::string_view name) {
    for (uint16_t i = 0; i < header_->e_shnum; ++i) {
      const char* found =
          reinterpret_cast<const char*>(bytes_.data() + section_names_ + sections_[i].sh_name);
      if (name == found) return &sections_[i];
    }
    return nullptr;
  }
  // An Elf64_Shdr of a table that moves: tools (the linker among them) go by these, not by DYNAMIC.
  void MoveSection(const char* name, uint64_t address, uint64_t size) {
    Elf64_Shdr* section = FindSection(name);
    Expect(section != nullptr, "a section is missing");
    section->sh_addr = address;
    section->sh_offset = address - table_delta_;
    section->sh_size = size;
  }

  struct VersionNeed {
    Elf64_Verneed file;
    std::string soname;
    std::vector<Elf64_Vernaux> versions;
  };

  std::vector<uint8_t> bytes_;
  const std::vector<std::string>& provided_;
  Elf64_Ehdr* header_ = nullptr;
  Elf64_Phdr* segments_ = nullptr;
  Elf64_Shdr* sections_ = nullptr;
  uint64_t section_names_ = 0;
  uint64_t dynamic_address_ = 0;
  size_t dynamic_capacity_ = 0;
  std::vector<Elf64_Dyn> dynamic_;  // without the DT_NULL at its end

  uint64_t strings_ = 0;
  uint64_t string_size_ = 0;
  Elf64_Sym* symbols_ = nullptr;
  uint64_t symbol_count_ = 0;
  std::vector<Elf64_Half> symbol_versions_;
  std::vector<VersionNeed> needs_;

  // The tables that take the place of the old ones, if not all symbols are kept.
  bool moves_symbols_ = false;
  std::vector<Elf64_Sym> kept_;
  std::string kept_strings_;
  std::vector<uint8_t> kept_hash_;
  Elf64_Shdr all_symbols_{};
  Elf64_Shdr all_strings_{};

  // The old relocations' room: .rela.dyn and, directly behind it, .rela.plt.
  uint64_t room_ = 0;
  uint64_t room_size_ = 0;
  uint64_t table_delta_ = 0;  // address minus file offset, for the segment that holds the tables

  std::vector<Elf64_Rela> relative_;
  std::vector<Elf64_Rela> other_;  // .rela.dyn
  std::vector<Elf64_Rela> plt_;    // .rela.plt

  std::vector<uint64_t> free_slots_;  // of the procedure linkage table: no stub reads them any more
  uint64_t free_stub_ = 0;            // a stub of which only the first five bytes are in use
};

void Library::ParseSymbols() {
  header_ = AtOffset<Elf64_Ehdr>(0);
  Expect(std::memcmp(header_->e_ident, ELFMAG, SELFMAG) == 0, "it is not an ELF file");
  Expect(header_->e_ident[EI_CLASS] == ELFCLASS64 && header_->e_ident[EI_DATA] == ELFDATA2LSB &&
             header_->e_machine == EM_X86_64 && header_->e_type == ET_DYN,
         "it is not for x86-64, or is not position-independent");
  segments_ = AtOffset<Elf64_Phdr>(header_->e_phoff, header_->e_phnum);
  sections_ = AtOffset<Elf64_Shdr>(header_->e_shoff, header_->e_shnum);
  Expect(header_->e_shstrndx < header_->e_shnum, "it has no section names");
  section_names_ = sections_[header_->e_shstrndx].sh_offset;

  for (uint16_t i = 0; i < header_->e_phnum; ++i) {
    if (segments_[i].p_type != PT_DYNAMIC) continue;
    dynamic_address_ = segments_[i].p_vaddr;
    dynamic_capacity_ = segments_[i].p_filesz / sizeof(Elf64_Dyn);
    const Elf64_Dyn* entries = At<Elf64_Dyn>(dynamic_address_, dynamic_capacity_);
    for (size_t k = 0; k < dynamic_capacity_ && entries[k].d_tag != DT_NULL; ++k) {
      dynamic_.push_back(entries[k]);
    }
  }
  Expect(!dynamic_.empty(), "it has no dynamic section");
  strings_ = Dynamic(DT_STRTAB);
  string_size_ = Dynamic(DT_STRSZ);
  Elf64_Shdr* symbol_section = FindSection(".dynsym");
  Expect(symbol_section != nullptr && symbol_section->sh_addr == Dynamic(DT_SYMTAB),
         "it has no .dynsym");
  symbol_count_ = symbol_section->sh_size / sizeof(Elf64_Sym);
  symbols_ = At<Elf64_Sym>(Dynamic(DT_SYMTAB), symbol_count_);
  const Elf64_Half* versions = At<Elf64_Half>(Dynamic(DT_VERSYM), symbol_count_);
  symbol_versions_.assign(versions, versions + symbol_count_);
}

void Library::ParseRelocations() {
  Expect(!HasDynamic(kDtRelr), "its relocations are packed already");
  Expect(!HasDynamic(DT_TEXTREL), "its code has relocations");
  Expect(HasDynamic(DT_FLAGS) && (Dynamic(DT_FLAGS) & DF_BIND_NOW) != 0,
         "its functions are looked up at their first call, by stubs that may not change");
  room_ = Dynamic(DT_RELA);
  Expect(Dynamic(DT_JMPREL) == room_ + Dynamic(DT_RELASZ),
         ".rela.plt does not follow .rela.dyn directly");
  room_size_ = Dynamic(DT_RELASZ) + Dynamic(DT_PLTRELSZ);
  table_delta_ = room_ - static_cast<uint64_t>(At<uint8_t>(room_, room_size_) - bytes_.data());
  const uint64_t dyn_count = Dynamic(DT_RELASZ) / sizeof(Elf64_Rela);
  const uint64_t plt_count = Dynamic(DT_PLTRELSZ) / sizeof(Elf64_Rela);
  const Elf64_Rela* relocations = At<Elf64_Rela>(room_, dyn_count + plt_count);
  for (uint64_t i = 0; i < dyn_count + plt_count; ++i) {
    const Elf64_Rela& entry = relocations[i];
    Expect(ELF64_R_SYM(entry.r_info) < symbol_count_, "a relocation names no symbol");
    std::vector<Elf64_Rela>& list = ELF64_R_TYPE(entry.r_info) == R_X86_64_RELATIVE ? relative_
                                    : i < dyn_count                                 ? other_
                                                                                    : plt_;
    list.push_back(entry);
  }

  uint64_t address = Dynamic(DT_VERNEED);
  for (uint64_t i = 0; i < Dynamic(DT_VERNEEDNUM); ++i) {
    const Elf64_Verneed* file = At<Elf64_Verneed>(address);
    VersionNeed need{*file, std::string(String(file->vn_file)), {}};
    uint64_t version_address = address + file->vn_aux;
    for (uint16_t k = 0; k < file->vn_cnt; ++k) {
      const Elf64_Vernaux* version = At<Elf64_Vernaux>(version_address);
      need.versions.push_back(*version);
      version_address += version->vna_next;
    }
    address += file->vn_next;
    needs_.push_back(std::move(need));
  }
}

// Whether `type` stores the plain address of its symbol, plus an addend for R_X86_64_64 alone.
bool StoresAddress(uint64_t type) {
  return type == R_X86_64_64 || type == R_X86_64_GLOB_DAT || type == R_X86_64_JUMP_SLOT;
}

// Whether a mangled name belongs to a namespace that only this library has: after what marks guard
// variables (GV), locals of functions (Z) and members (N, NK), the namespace comes first.
bool IsPrivateName(std::string_view name) {
  for (std::string_view mark : {"_Z", "GV", "Z", "N", "K"}) {
    if (name.starts_with(mark)) name.remove_prefix(mark.size());
  }
  for (std::string_view space : {"2v88internal", "2v84base", "4node", "3ada"}) {
    if (name.starts_with(space)) return true;
  }
  return false;
}

// A slot of the procedure linkage table holds, in the file, the address of its stub's second
// instruction. The stub is "jmp *slot(%rip)", six bytes, then push and jmp. Null where it is
// otherwise.
uint8_t* Library::StubOf(uint64_t slot, uint64_t* address) {
  *address = *At<uint64_t>(slot) - kJumpSize;
  uint8_t* stub = At<uint8_t>(*address, 2 * kJumpSize);
  int32_t distance;
  std::memcpy(&distance, stub + 2, sizeof(distance));
  const bool as_expected = stub[0] == 0xff && stub[1] == 0x25 && stub[6] == 0x68 &&
                           *address + kJumpSize + static_cast<int64_t>(distance) == slot;
  return as_expected ? stub : nullptr;
}

// The place that refers to `value` by `entry` needs no name any more.
void Library::Settle(const Elf64_Rela& entry, uint64_t value) {
  if (ELF64_R_TYPE(entry.r_info) == R_X86_64_JUMP_SLOT) {
    uint64_t address;
    if (uint8_t* stub = StubOf(entry.r_offset, &address)) {
      const int32_t distance = static_cast<int32_t>(value - (address + 5));
      stub[0] = 0xe9;  // jmp value
      std::memcpy(stub + 1, &distance, sizeof(distance));
      free_slots_.push_back(entry.r_offset);
      free_stub_ = address;
      return;
    }
  }
  relative_.push_back(
      {entry.r_offset, ELF64_R_INFO(0, R_X86_64_RELATIVE), static_cast<Elf64_Sxword>(value)});
}

void Library::BindToItself() {
  auto settle = [this](const Elf64_Rela& entry) {
    const uint64_t type = ELF64_R_TYPE(entry.r_info);
    const Elf64_Sym& symbol = symbols_[ELF64_R_SYM(entry.r_info)];
    const unsigned kind = ELF64_ST_TYPE(symbol.st_info);
    if (!StoresAddress(type) || symbol.st_shndx == SHN_UNDEF || symbol.st_shndx >= SHN_LORESERVE ||
        kind == STT_TLS || kind == STT_GNU_IFUNC) {
      return false;
    }
    if (ELF64_ST_BIND(symbol.st_info) == STB_GNU_UNIQUE && !IsPrivateName(String(symbol.st_name))) {
      return false;
    }
    Settle(entry, symbol.st_value + (type == R_X86_64_64 ? entry.r_addend : 0));
    ++bound;
    return true;
  };
  std::erase_if(other_, settle);
  std::erase_if(plt_, settle);
}

// Slots that are still relocated take the places of those that are not, from the lowest on.
void Library::GatherSlots() {
  std::sort(free_slots_.begin(), free_slots_.end());
  std::sort(plt_.begin(), plt_.end(),
            [](const Elf64_Rela& a, const Elf64_Rela& b) { return a.r_offset > b.r_offset; });
  size_t next = 0;
  for (Elf64_Rela& entry : plt_) {  // the highest first
    if (next == free_slots_.size() || free_slots_[next] > entry.r_offset) break;
    uint64_t address;
    uint8_t* stub = StubOf(entry.r_offset, &address);
    if (stub == nullptr) continue;
    const uint64_t slot = free_slots_[next++];
    const int32_t distance = static_cast<int32_t>(slot - (address + kJumpSize));
    std::memcpy(stub + 2, &distance, sizeof(distance));
    *At<uint64_t>(slot) = *At<uint64_t>(entry.r_offset);
    entry.r_offset = slot;
  }
}

void Library::DropUnusedLibraries() {
  // What the dropped functions become stands in the rest of a stub that jumps straight away by now:
  //   5: lea text(%rip),%rax; ret     13: xor %eax,%eax; ret
  Expect(!free_slots_.empty(), "no function of it is called by way of the procedure linkage table");
  static constexpr char kText[] = "none 0 0";
  std::memcpy(At<char>(room_ + room_size_ - sizeof(kText), sizeof(kText)), kText, sizeof(kText));
  room_size_ -= sizeof(kText);
  const uint64_t return_text = free_stub_ + 5;
  const uint64_t return_zero = free_stub_ + 13;
  const int32_t distance = static_cast<int32_t>(room_ + room_size_ - (return_text + 7));
  uint8_t* code = At<uint8_t>(return_text, 11);
  constexpr uint8_t kCode[] = {0x48, 0x8d, 0x05, 0, 0, 0, 0, 0xc3, 0x31, 0xc0, 0xc3};
  std::memcpy(code, kCode, sizeof(kCode));
  std::memcpy(code + 3, &distance, sizeof(distance));

  std::vector<bool> unused_version(1 << 15);
  for (const VersionNeed& need : needs_) {
    for (const Elf64_Vernaux& version : need.versions) {
      unused_version[version.vna_other & 0x7fff] = IsUnusedLibrary(need.soname);
    }
  }
  std::vector<bool> unused(symbol_count_);
  for (uint64_t i = 1; i < symbol_count_; ++i) {
    Elf64_Sym& symbol = symbols_[i];
    if (symbol.st_shndx != SHN_UNDEF || ELF64_ST_TYPE(symbol.st_info) == STT_TLS) continue;
    const uint16_t version = symbol_versions_[i] & 0x7fff;
    if (!unused_version[version] &&
        !(version <= VER_NDX_GLOBAL && IsUnusedFunction(String(symbol.st_name)))) {
      continue;
    }
    unused[i] = true;
    symbol.st_info = ELF64_ST_INFO(STB_WEAK, ELF64_ST_TYPE(symbol.st_info));
    symbol_versions_[i] = VER_NDX_GLOBAL;
  }
  auto divert = [&](const Elf64_Rela& entry) {
    if (!unused[ELF64_R_SYM(entry.r_info)] || !StoresAddress(ELF64_R_TYPE(entry.r_info)))
      return false;
    const std::string_view name = String(symbols_[ELF64_R_SYM(entry.r_info)].st_name);
    Settle(entry, ReturnsString(name) ? return_text : return_zero);
    ++diverted;
    return true;
  };
  std::erase_if(other_, divert);
  std::erase_if(plt_, divert);

  dropped_libraries = std::erase_if(dynamic_, [this](const Elf64_Dyn& entry) {
    return entry.d_tag == DT_NEEDED && IsUnusedLibrary(String(entry.d_un.d_val));
  });
  std::erase_if(needs_, [](const VersionNeed& need) { return IsUnusedLibrary(need.soname); });
}

// Their symbols are asked for without a version, since an executable's have none.
void Library::DropProvidedLibraries() {
  std::vector<bool> version_provided(1 << 15);
  for (const VersionNeed& need : needs_) {
    for (const Elf64_Vernaux& version : need.versions) {
      version_provided[version.vna_other & 0x7fff] = IsProvided(need.soname);
    }
  }
  for (uint64_t i = 1; i < symbol_count_; ++i) {
    if (symbols_[i].st_shndx == SHN_UNDEF && version_provided[symbol_versions_[i] & 0x7fff]) {
      symbol_versions_[i] = VER_NDX_GLOBAL;
    }
  }
  std::erase_if(dynamic_, [this](const Elf64_Dyn& entry) {
    if (entry.d_tag != DT_NEEDED || !IsProvided(String(entry.d_un.d_val))) return false;
    provided_libraries.emplace_back(String(entry.d_un.d_val));
    return true;
  });
  std::erase_if(needs_, [this](const VersionNeed& need) { return IsProvided(need.soname); });
}

// Adds a name to the string table. The symbol versions, which stand behind the strings, move into
// the room of the old relocations.
uint32_t Library::AddString(std::string_view text) {
  if (moves_symbols_) {
    const size_t offset = kept_strings_.size();
    kept_strings_.append(text).push_back('\0');
    return static_cast<uint32_t>(offset);
  }
  const uint64_t end_of_strings = strings_ + string_size_;
  Expect(Dynamic(DT_VERSYM) - end_of_strings < 8, "the symbol versions do not follow the strings");
  Expect(symbol_count_ * sizeof(Elf64_Half) > text.size() + 1, "it has too few symbols");
  char* place = At<char>(end_of_strings, text.size() + 1);
  std::memcpy(place, text.data(), text.size());
  place[text.size()] = '\0';
  const uint64_t offset = string_size_;
  string_size_ += text.size() + 1;
  SetDynamic(DT_STRSZ, string_size_);
  MoveSection(".dynstr", strings_, string_size_);
  return static_cast<uint32_t>(offset);
}

// Adds the version kRelrVersion to what is asked of libc.
void Library::AskForRelr() {
  Elf64_Vernaux version{};
  version.vna_name = AddString(kRelrVersion);
  version.vna_hash = 0;
  for (unsigned char c : kRelrVersion) {  // the hash function of the System V ABI
    version.vna_hash = (version.vna_hash << 4) + c;
    const Elf64_Word high = version.vna_hash & 0xf0000000;
    version.vna_hash = (version.vna_hash ^ (high >> 24)) & ~high;
  }
  version.vna_other = VER_NDX_GLOBAL;
  bool added = false;
  for (const VersionNeed& need : needs_) {
    for (const Elf64_Vernaux& other : need.versions) {
      version.vna_other =
          std::max(version.vna_other, static_cast<Elf64_Half>(other.vna_other & 0x7fff));
    }
  }
  ++version.vna_other;
  for (VersionNeed& need : needs_) {
    if (!need.soname.starts_with("libc.so.")) continue;
    need.versions.push_back(version);
    added = true;
  }
  Expect(added, "it asks for no version of libc");
}

NameSet Library::UndefinedNames() {
  NameSet names;
  for (uint64_t i = 1; i < symbol_count_; ++i) {
    if (symbols_[i].st_shndx == SHN_UNDEF) names.emplace(String(symbols_[i].st_name));
  }
  return names;
}

// The hash function of DT_GNU_HASH.
uint32_t GnuHash(std::string_view name) {
  uint32_t hash = 5381;
  for (unsigned char c : name) hash = hash * 33 + c;
  return hash;
}

// Leaves the symbols that `wanted` names and those that a relocation names, and all names that
// other tables refer to.
void Library::KeepSymbols(const NameSet& wanted) {
  Expect(!HasDynamic(DT_VERDEF), "it defines symbol versions");
  Expect(!HasDynamic(DT_HASH), "it has a hash table of the older kind");
  Expect(HasDynamic(DT_GNU_HASH), "it has no hash table");
  moves_symbols_ = true;
  kept_strings_.assign(1, '\0');
  for (Elf64_Dyn& entry : dynamic_) {
    for (Elf64_Sxword tag : {DT_NEEDED, DT_SONAME, DT_RPATH, DT_RUNPATH}) {
      if (entry.d_tag == tag) entry.d_un.d_val = AddString(String(entry.d_un.d_val));
    }
  }
  for (VersionNeed& need : needs_) {
    need.file.vn_file = AddString(need.soname);
    for (Elf64_Vernaux& version : need.versions) {
      version.vna_name = AddString(String(version.vna_name));
    }
  }

  std::vector<bool> keep(symbol_count_);
  for (const auto* list : {&other_, &plt_}) {
    for (const Elf64_Rela& entry : *list) keep[ELF64_R_SYM(entry.r_info)] = true;
  }
  std::vector<uint64_t> order;  // the old index of each
  for (uint64_t i = 1; i < symbol_count_; ++i) {
    const bool defined = symbols_[i].st_shndx != SHN_UNDEF;
    if (keep[i] || (defined && wanted.contains(String(symbols_[i].st_name)))) order.push_back(i);
  }
  // Undefined symbols first, which are not in the hash table; the others by their hash chain.
  const auto is_undefined = [&](uint64_t i) { return symbols_[i].st_shndx == SHN_UNDEF; };
  const auto defined = std::stable_partition(order.begin(), order.end(), is_undefined);
  const auto first = static_cast<uint32_t>(1 + (defined - order.begin()));
  const auto buckets = std::max<uint32_t>(1, static_cast<uint32_t>(order.end() - defined) / 2);
  const auto bucket = [&](uint64_t i) { return GnuHash(String(symbols_[i].st_name)) % buckets; };
  std::stable_sort(defined, order.end(),
                   [&](uint64_t a, uint64_t b) { return bucket(a) < bucket(b); });

  // The table: header, Bloom filter, the first symbol of each bucket, a hash for each symbol whose
  // lowest bit ends the chain.
  constexpr uint32_t kShift = 6;
  uint32_t words = 1;
  while (words * 4 < order.size()) words *= 2;
  std::vector<uint64_t> bloom(words);
  std::vector<uint32_t> firsts(buckets);
  std::vector<uint32_t> chain;
  std::vector<uint64_t> new_index(symbol_count_);
  std::vector<Elf64_Half> versions(1, symbol_versions_[0]);
  kept_.assign(1, symbols_[0]);
  for (size_t k = 0; k < order.size(); ++k) {
    const uint64_t old = order[k];
    const std::string_view name = String(symbols_[old].st_name);
    new_index[old] = kept_.size();
    if (kept_.size() >= first) {
      const uint32_t hash = GnuHash(name);
      bloom[hash / 64 % words] |= uint64_t{1} << hash % 64 | uint64_t{1} << (hash >> kShift) % 64;
      uint32_t& start = firsts[hash % buckets];
      if (start == 0) start = static_cast<uint32_t>(kept_.size());
      const bool is_last = k + 1 == order.size() || bucket(order[k + 1]) != hash % buckets;
      chain.push_back((hash & ~uint32_t{1}) | (is_last ? 1 : 0));
    }
    kept_.push_back(symbols_[old]);
    kept_.back().st_name = AddString(name);
    versions.push_back(symbol_versions_[old]);
  }
  const uint32_t head[] = {buckets, first, words, kShift};
  const auto append = [this](const void* data, size_t size) {
    const auto* bytes = static_cast<const uint8_t*>(data);
    kept_hash_.insert(kept_hash_.end(), bytes, bytes + size);
  };
  append(head, sizeof(head));
  append(bloom.data(), bloom.size() * sizeof(uint64_t));
  append(firsts.data(), firsts.size() * sizeof(uint32_t));
  append(chain.data(), chain.size() * sizeof(uint32_t));
  kept_hash_.resize((kept_hash_.size() + 7) / 8 * 8);

  for (auto* list : {&other_, &plt_}) {
    for (Elf64_Rela& entry : *list) {
      entry.r_info = ELF64_R_INFO(new_index[ELF64_R_SYM(entry.r_info)], ELF64_R_TYPE(entry.r_info));
    }
  }
  symbol_versions_ = std::move(versions);
  all_symbols_ = *FindSection(".dynsym");
  all_strings_ = *FindSection(".dynstr");
}

// The words of DT_RELR: an even one is an address to relocate; an odd one tells by its upper 63
// bits which of the next 63 words are relocated as well. The constants stand at the places
// themselves. Takes from relative_ what it packs.
std::vector<uint64_t> Library::PackRelative() {
  constexpr uint64_t kWord = sizeof(uint64_t);
  std::vector<uint64_t> places;
  std::erase_if(relative_, [&](const Elf64_Rela& entry) {
    if (entry.r_offset % kWord != 0) return false;
    *At<uint64_t>(entry.r_offset) = static_cast<uint64_t>(entry.r_addend);
    places.push_back(entry.r_offset);
    return true;
  });
  std::sort(places.begin(), places.end());
  Expect(std::adjacent_find(places.begin(), places.end()) == places.end(),
         "a place is relocated twice");

  std::vector<uint64_t> words;
  for (size_t i = 0; i < places.size();) {
    words.push_back(places[i]);
    uint64_t base = places[i++] + kWord;
    for (;;) {
      uint64_t bitmap = 0;
      for (; i < places.size() && places[i] - base < 63 * kWord; ++i) {
        bitmap |= uint64_t{1} << ((places[i] - base) / kWord);
      }
      if (bitmap == 0) break;
      words.push_back(bitmap << 1 | 1);
      base += 63 * kWord;
    }
  }
  return words;
}

void Library::WriteRelocations(Packing packing) {
  std::vector<uint64_t> packed;
  if (packing == Packing::kRelr) packed = PackRelative();
  by_name = other_.size() + plt_.size();

  const auto by_symbol = [](const Elf64_Rela& a, const Elf64_Rela& b) {
    return ELF64_R_SYM(a.r_info) < ELF64_R_SYM(b.r_info);
  };
  std::stable_sort(other_.begin(), other_.end(), by_symbol);
  std::stable_sort(plt_.begin(), plt_.end(), by_symbol);

  // Checked before anything is written: the order of the tables is that of their alignment.
  const bool moves_versions = packing == Packing::kRelr || moves_symbols_;
  uint64_t total = (relative_.size() + other_.size() + plt_.size()) * sizeof(Elf64_Rela) +
                   packed.size() * sizeof(uint64_t) + kept_hash_.size() +
                   kept_.size() * sizeof(Elf64_Sym) + kept_strings_.size();
  if (moves_versions) total += symbol_versions_.size() * sizeof(Elf64_Half);
  Expect(total <= room_size_, "the new tables do not fit");
  std::memset(At<uint8_t>(room_, room_size_), 0, room_size_);

  uint64_t next = room_;
  auto write = [&](const auto& list) {
    const uint64_t size = list.size() * sizeof(list[0]);
    if (size != 0) std::memcpy(At<uint8_t>(next, size), list.data(), size);
    next += size;
  };
  write(relative_);
  write(other_);
  SetDynamic(DT_RELA, room_);
  SetDynamic(DT_RELASZ, next - room_);
  SetDynamic(DT_RELACOUNT, relative_.size());
  MoveSection(".rela.dyn", room_, next - room_);

  const uint64_t plt = next;
  write(plt_);
  SetDynamic(DT_JMPREL, plt);
  SetDynamic(DT_PLTRELSZ, next - plt);
  MoveSection(".rela.plt", plt, next - plt);

  if (packing == Packing::kRelr) {
    const uint64_t relr = next;
    write(packed);
    SetDynamic(kDtRelr, relr);
    SetDynamic(kDtRelrsz, next - relr);
    SetDynamic(kDtRelrent, sizeof(uint64_t));
  }
  if (moves_symbols_) {
    const uint64_t hash = next;
    write(kept_hash_);
    SetDynamic(DT_GNU_HASH, hash);
    MoveSection(".gnu.hash", hash, next - hash);

    const uint64_t symbols = next;
    write(kept_);
    SetDynamic(DT_SYMTAB, symbols);
    MoveSection(".dynsym", symbols, next - symbols);
  }
  if (moves_versions) {
    const uint64_t versions = next;
    write(symbol_versions_);
    SetDynamic(DT_VERSYM, versions);
    MoveSection(".gnu.version", versions, next - versions);
  } else {
    std::memcpy(At<Elf64_Half>(Dynamic(DT_VERSYM), symbol_count_), symbol_versions_.data(),
                symbol_count_ * sizeof(Elf64_Half));
  }
  if (moves_symbols_) {
    const uint64_t strings = next;
    write(kept_strings_);
    SetDynamic(DT_STRTAB, strings);
    SetDynamic(DT_STRSZ, next - strings);
    MoveSection(".dynstr", strings, next - strings);
  }
}

// In place: there are fewer than before.
void Library::WriteVersionNeeds() {
  const uint64_t start = Dynamic(DT_VERNEED);
  Elf64_Shdr* section = FindSection(".gnu.version_r");
  Expect(section != nullptr && section->sh_addr == start, "it has no .gnu.version_r");
  uint64_t size = 0;
  for (const VersionNeed& need : needs_) {
    size += sizeof(Elf64_Verneed) + need.versions.size() * sizeof(Elf64_Vernaux);
  }
  Expect(size <= section->sh_size, "the version needs do not fit");

  uint64_t at = start;
  for (size_t i = 0; i < needs_.size(); ++i) {
    VersionNeed& need = needs_[i];
    const uint64_t versions_size = need.versions.size() * sizeof(Elf64_Vernaux);
    need.file.vn_cnt = static_cast<Elf64_Half>(need.versions.size());
    need.file.vn_aux = sizeof(Elf64_Verneed);
    need.file.vn_next =
        i + 1 == needs_.size() ? 0 : static_cast<Elf64_Word>(sizeof(Elf64_Verneed) + versions_size);
    *At<Elf64_Verneed>(at) = need.file;
    at += sizeof(Elf64_Verneed);
    for (size_t k = 0; k < need.versions.size(); ++k) {
      need.versions[k].vna_next = k + 1 == need.versions.size() ? 0 : sizeof(Elf64_Vernaux);
      *At<Elf64_Vernaux>(at) = need.versions[k];
      at += sizeof(Elf64_Vernaux);
    }
  }
  SetDynamic(DT_VERNEEDNUM, needs_.size());
  section->sh_size = size;
  section->sh_info = static_cast<Elf64_Word>(needs_.size());
}

void Library::WriteDynamic() {
  Expect(dynamic_.size() < dynamic_capacity_, "the dynamic section is full");
  Elf64_Dyn* entries = At<Elf64_Dyn>(dynamic_address_, dynamic_capacity_);
  std::fill(std::copy(dynamic_.begin(), dynamic_.end(), entries), entries + dynamic_capacity_,
            Elf64_Dyn{DT_NULL, {0}});
}

// The old tables stay where they are, as sections that only tools read. The section headers move to
// the end of the file for that, and their names with them.
void Library::NameOldSymbols() {
  std::vector<Elf64_Shdr> sections(sections_, sections_ + header_->e_shnum);
  Elf64_Shdr& names = sections[header_->e_shstrndx];
  std::string text(AtOffset<char>(names.sh_offset, names.sh_size), names.sh_size);
  const auto add = [&](Elf64_Shdr section, Elf64_Word type, std::string_view name) {
    section.sh_name = static_cast<Elf64_Word>(text.size());
    text.append(name).push_back('\0');
    section.sh_type = type;
    section.sh_flags = 0;
    section.sh_addr = 0;
    sections.push_back(section);
  };
  all_symbols_.sh_link = static_cast<Elf64_Word>(sections.size() + 1);
  add(all_symbols_, SHT_SYMTAB, ".symtab");
  add(all_strings_, SHT_STRTAB, ".strtab");
  sections[header_->e_shstrndx].sh_offset = bytes_.size();
  sections[header_->e_shstrndx].sh_size = text.size();
  header_->e_shnum = static_cast<Elf64_Half>(sections.size());
  header_->e_shoff = (bytes_.size() + text.size() + 7) / 8 * 8;
  const uint64_t headers = header_->e_shoff;
  // What points into bytes_ is of no use from here on.
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  bytes_.resize(headers);
  const auto* first = reinterpret_cast<const uint8_t*>(sections.data());
  bytes_.insert(bytes_.end(), first, first + sections.size() * sizeof(Elf64_Shdr));
}

void Library::Bind(Packing packing, Libraries libraries, const NameSet* wanted) {
  ParseRelocations();
  BindToItself();
  if (libraries == Libraries::kUsed) DropUnusedLibraries();
  DropProvidedLibraries();
  GatherSlots();
  if (wanted != nullptr) KeepSymbols(*wanted);
  if (packing == Packing::kRelr) AskForRelr();
  WriteRelocations(packing);
  WriteVersionNeeds();
  WriteDynamic();
  if (wanted != nullptr) NameOldSymbols();
}

// DT_RELR is known from glibc 2.36 on.
Packing BestPacking() {
  int major = 0;
  int minor = 0;
  if (std::sscanf(gnu_get_libc_version(), "%d.%d", &major, &minor) != 2) return Packing::kRela;
  return major > 2 || (major == 2 && minor >= 36) ? Packing::kRelr : Packing::kRela;
}

std::vector<uint8_t> ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "bind_symbolic: cannot read %s\n", path);
    std::exit(1);
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// By way of a second name, so that nobody ever sees (or goes on running on) half a library.
void WriteFile(const std::string& path, const std::vector<uint8_t>& bytes) {
  const std::string unfinished = path + ".new";
  std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file || chmod(unfinished.c_str(), 0755) != 0 ||
      std::rename(unfinished.c_str(), path.c_str()) != 0) {
    std::fprintf(stderr, "bind_symbolic: cannot write %s\n", path.c_str());
    std::exit(1);
  }
}

// Loads the library in a process of its own, where its static constructors run, and at exit() their
// counterparts. `provided`: libraries that are loaded before, in the executable's stead. Empty if
// that went well.
std::string WhyItDoesNotLoad(const char* path, const std::vector<std::string>& provided) {
  char absolute[PATH_MAX];
  if (realpath(path, absolute) == nullptr) return "it was not written";
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return "no process could be started to try the copy";
  if (child == 0) {
    for (const std::string& soname : provided) dlopen(soname.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (dlopen(absolute, RTLD_NOW) == nullptr) {
      std::fprintf(stderr, "bind_symbolic: %s\n", dlerror());
      _exit(1);
    }
    std::exit(0);
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || status == 0) return "";
  return WIFSIGNALED(status)
             ? "the copy does not start: " + std::string(strsignal(WTERMSIG(status)))
             : "the copy cannot be loaded";
}

}  // namespace

int main(int argc, char** argv) {
  Packing packing = BestPacking();
  std::vector<const char*> files;
  std::vector<std::string> provided;
  const char* executable = nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--no-relr") {
      packing = Packing::kRela;
    } else if (argument == "--for" && i + 1 < argc) {
      executable = argv[++i];
    } else if (files.size() < 2) {
      files.push_back(argv[i]);
    } else {
      provided.emplace_back(argument);
    }
  }
  if (files.size() != 2) {
    std::fprintf(stderr,
                 "usage: bind_symbolic IN OUT [--no-relr] [--for EXECUTABLE] [SONAME...]\n");
    return 2;
  }
  NameSet wanted;
  if (executable != nullptr) {
    try {
      wanted = Library(ReadFile(executable), provided).UndefinedNames();
    } catch (const UnexpectedLayout& unexpected) {
      std::fprintf(stderr, "bind_symbolic: %s: %s\n", executable, unexpected.what.c_str());
      return 1;
    }
  }
  const std::vector<uint8_t> plain = ReadFile(files[0]);
  std::string trouble;
  for (const Libraries libraries : {Libraries::kUsed, Libraries::kAll}) {
    try {
      Library library(plain, provided);
      library.Bind(packing, libraries, executable == nullptr ? nullptr : &wanted);
      WriteFile(files[1], library.bytes());
      trouble = WhyItDoesNotLoad(files[1], library.provided_libraries);
      if (!trouble.empty()) continue;
      std::printf(
          "bind_symbolic: %zu references bound, %zu by name left; %zu libraries dropped (%zu "
          "references)\n",
          library.bound, library.by_name, library.dropped_libraries, library.diverted);
      return 0;
    } catch (const UnexpectedLayout& unexpected) {
      trouble = unexpected.what;
    }
  }
  std::fprintf(
      stderr,
      "bind_symbolic: %s: %s.\n"
      "bind_symbolic: The library is used as it is; every start takes about 15 ms longer.\n",
      files[0], trouble.c_str());
  WriteFile(files[1], plain);
  return 0;
}
