// SPDX-License-Identifier: MIT

#include "bindings/fs_jobs.h"

#include <dirent.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/uio.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

namespace gyre::fs {

namespace {

#ifdef GYRE_STRESS
constexpr size_t kMaxChunk = 7;  // every loop over chunks is taken
#else
constexpr size_t kMaxChunk = 0x7ffff000;  // what Linux transfers in one call at most
#endif

// A system call that a signal has interrupted is made again.
template <typename Call>
auto Retry(Call call) {
  decltype(call()) result;
  do {
    result = call();
  } while (result == -1 && errno == EINTR);
  return result;
}

class ScopedFd {
 public:
  explicit ScopedFd(int fd) : fd_(fd) {}
  ~ScopedFd() {
    if (fd_ >= 0) close(fd_);
  }
  ScopedFd(const ScopedFd&) = delete;
  ScopedFd& operator=(const ScopedFd&) = delete;
  int get() const { return fd_; }
  int Release() {
    int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_;
};

// Linux has released the descriptor even when close(2) was interrupted.
int CloseFd(int fd) {
  int status = close(fd);
  return status == -1 && errno == EINTR ? 0 : status;
}

timespec ToTimespec(double seconds) {
  double whole = std::floor(seconds);
  auto nanoseconds = static_cast<long>((seconds - whole) * 1e6) * 1000;
  return {static_cast<time_t>(whole), nanoseconds};
}

}  // namespace

void Job::Fail(const char* syscall, std::string path, std::string dest) {
  FailWith(-errno, syscall, std::move(path), std::move(dest));
}

void Job::FailWith(int error, const char* syscall, std::string path, std::string dest) {
  failure_ = {error, syscall, std::move(path), std::move(dest)};
}

void PathJob::Run() {
  const char* path = path_.c_str();
  switch (kind_) {
    case Kind::kAccess:
      if (access(path, static_cast<int>(a_)) != 0) Fail("access", path_);
      return;
    case Kind::kChmod:
      if (chmod(path, static_cast<mode_t>(a_)) != 0) Fail("chmod", path_);
      return;
    case Kind::kRmdir:
      if (rmdir(path) != 0) Fail("rmdir", path_);
      return;
    case Kind::kUnlink:
      if (unlink(path) != 0) Fail("unlink", path_);
      return;
    case Kind::kTruncate:
      if (Retry([&] { return truncate(path, a_); }) != 0) Fail("truncate", path_);
      return;
    case Kind::kMkdir:
      if (mkdir(path, static_cast<mode_t>(a_)) != 0) Fail("mkdir", path_);
      return;
    case Kind::kChown:
      if (chown(path, static_cast<uid_t>(a_), static_cast<gid_t>(b_)) != 0) Fail("chown", path_);
      return;
    case Kind::kLchown:
      if (lchown(path, static_cast<uid_t>(a_), static_cast<gid_t>(b_)) != 0) Fail("lchown", path_);
      return;
  }
}

void DescriptorJob::Run() {
  switch (kind_) {
    case Kind::kClose:
      if (CloseFd(fd_) != 0) Fail("close");
      return;
    case Kind::kFsync:
      if (Retry([&] { return fsync(fd_); }) != 0) Fail("fsync");
      return;
    case Kind::kFdatasync:
      if (Retry([&] { return fdatasync(fd_); }) != 0) Fail("fdatasync");
      return;
    case Kind::kFchmod:
      if (fchmod(fd_, static_cast<mode_t>(a_)) != 0) Fail("fchmod");
      return;
    case Kind::kFchown:
      if (fchown(fd_, static_cast<uid_t>(a_), static_cast<gid_t>(b_)) != 0) Fail("fchown");
      return;
    case Kind::kFtruncate:
      if (Retry([&] { return ftruncate(fd_, a_); }) != 0) Fail("ftruncate");
      return;
  }
}

void TwoPathJob::Run() {
  switch (kind_) {
    case Kind::kRename:
      if (rename(from_.c_str(), to_.c_str()) != 0) Fail("rename", from_, to_);
      return;
    case Kind::kLink:
      if (link(from_.c_str(), to_.c_str()) != 0) Fail("link", from_, to_);
      return;
    case Kind::kSymlink:
      if (symlink(from_.c_str(), to_.c_str()) != 0) Fail("symlink", from_, to_);
      return;
    case Kind::kCopyFile:
      CopyFile();
      return;
  }
}

void TwoPathJob::CopyFile() {
  auto fail = [this] { Fail("copyfile", from_, to_); };
  ScopedFd source(Retry([&] { return open(from_.c_str(), O_RDONLY | O_CLOEXEC); }));
  if (source.get() < 0) return fail();
  struct stat source_info;
  if (fstat(source.get(), &source_info) != 0) return fail();
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC | ((mode_ & UV_FS_COPYFILE_EXCL) != 0 ? O_EXCL : 0);
  ScopedFd target(Retry([&] { return open(to_.c_str(), flags, source_info.st_mode & 07777); }));
  if (target.get() < 0) return fail();
  struct stat target_info;
  if (fstat(target.get(), &target_info) != 0) return fail();
  // A file copied onto itself stays as it is.
  if (source_info.st_dev == target_info.st_dev && source_info.st_ino == target_info.st_ino) return;
  // What cannot be completed is not left half-made.
  auto abandon = [&] {
    int error = errno;
    unlink(to_.c_str());
    errno = error;
    fail();
  };
  if (ftruncate(target.get(), 0) != 0 && errno != EINVAL) return abandon();
  if (fchmod(target.get(), source_info.st_mode & 07777) != 0 && errno != EPERM) return abandon();
  if ((mode_ & (UV_FS_COPYFILE_FICLONE | UV_FS_COPYFILE_FICLONE_FORCE)) != 0) {
    if (ioctl(target.get(), FICLONE, source.get()) == 0) return;
    if ((mode_ & UV_FS_COPYFILE_FICLONE_FORCE) != 0) return abandon();
  }
  // In the kernel where the file systems can do that, through it otherwise.
  bool in_kernel = S_ISREG(source_info.st_mode);
  for (;;) {
    ssize_t count;
    if (in_kernel) {
      count = Retry([&] {
        return copy_file_range(source.get(), nullptr, target.get(), nullptr, kMaxChunk, 0);
      });
      if (count < 0 && (errno == EXDEV || errno == ENOSYS || errno == EINVAL ||
                        errno == EOPNOTSUPP || errno == EPERM)) {
        in_kernel = false;
        continue;
      }
      // Some virtual files claim to be empty.
      if (count == 0 && lseek(source.get(), 0, SEEK_CUR) == 0) {
        in_kernel = false;
        continue;
      }
    } else {
      count =
          Retry([&] { return sendfile(target.get(), source.get(), nullptr, kMaxChunk); });
    }
    if (count < 0) return abandon();
    if (count == 0) break;
  }
  if (CloseFd(target.Release()) != 0) return abandon();
}

void TimesJob::Run() {
  const timespec times[2] = {ToTimespec(atime_), ToTimespec(mtime_)};
  switch (kind_) {
    case Kind::kUtimes:
      if (utimensat(AT_FDCWD, path_.c_str(), times, 0) != 0) Fail("utime", path_);
      return;
    case Kind::kLutimes:
      if (utimensat(AT_FDCWD, path_.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) {
        Fail("lutime", path_);
      }
      return;
    case Kind::kFutimes:
      if (futimens(fd_, times) != 0) Fail("futime");
      return;
  }
}

void OpenJob::Run() {
  fd = Retry([&] { return open(path_.c_str(), flags_ | O_CLOEXEC, mode_); });
  if (fd < 0) Fail("open", path_);
}

void StatJob::Run() {
  struct statx info;
  const char* path = kind_ == Kind::kFstat ? "" : path_.c_str();
  int flags = kind_ == Kind::kLstat ? AT_SYMLINK_NOFOLLOW : 0;
  if (kind_ == Kind::kFstat) flags = AT_EMPTY_PATH;
  int directory = kind_ == Kind::kFstat ? fd_ : AT_FDCWD;
  if (statx(directory, path, flags, STATX_BASIC_STATS | STATX_BTIME, &info) != 0) {
    const char* name = "stat";
    if (kind_ == Kind::kLstat) name = "lstat";
    if (kind_ == Kind::kFstat) name = "fstat";
    return Fail(name, path_);
  }
  auto device = [](uint32_t major_number, uint32_t minor_number) {
    return static_cast<int64_t>(
        (static_cast<uint64_t>(major_number & 0xfffff000u) << 32) |
        (static_cast<uint64_t>(major_number & 0xfffu) << 8) |
        (static_cast<uint64_t>(minor_number & 0xffffff00u) << 12) | (minor_number & 0xffu));
  };
  const int64_t values[kStatFields] = {
      device(info.stx_dev_major, info.stx_dev_minor),
      info.stx_mode,
      info.stx_nlink,
      info.stx_uid,
      info.stx_gid,
      device(info.stx_rdev_major, info.stx_rdev_minor),
      info.stx_blksize,
      static_cast<int64_t>(info.stx_ino),
      static_cast<int64_t>(info.stx_size),
      static_cast<int64_t>(info.stx_blocks),
      info.stx_atime.tv_sec,
      info.stx_atime.tv_nsec,
      info.stx_mtime.tv_sec,
      info.stx_mtime.tv_nsec,
      info.stx_ctime.tv_sec,
      info.stx_ctime.tv_nsec,
      info.stx_btime.tv_sec,
      info.stx_btime.tv_nsec,
  };
  std::copy(values, values + kStatFields, numbers);
}

void StatfsJob::Run() {
  struct statfs info;
  if (Retry([&] { return statfs(path_.c_str(), &info); }) != 0) return Fail("statfs", path_);
  const int64_t values[] = {info.f_type,
                            info.f_bsize,
                            static_cast<int64_t>(info.f_blocks),
                            static_cast<int64_t>(info.f_bfree),
                            static_cast<int64_t>(info.f_bavail),
                            static_cast<int64_t>(info.f_files),
                            static_cast<int64_t>(info.f_ffree)};
  std::copy(std::begin(values), std::end(values), numbers);
}

void TransferJob::Run() {
  ssize_t count;
  if (pieces_.size() == 1) {
    uint8_t* data = pieces_[0].data;
    size_t size = std::min(pieces_[0].size, kMaxChunk);
    count = Retry([&]() -> ssize_t {
      if (kind_ == Kind::kRead) {
        return position_ < 0 ? read(fd_, data, size) : pread(fd_, data, size, position_);
      }
      return position_ < 0 ? write(fd_, data, size) : pwrite(fd_, data, size, position_);
    });
  } else {
    std::vector<iovec> vectors;
    for (const Piece& piece : pieces_) vectors.push_back({piece.data, piece.size});
    // More than IOV_MAX buffers: a short transfer, which callers must expect anyway.
    int number = static_cast<int>(std::min<size_t>(vectors.size(), IOV_MAX));
    count = Retry([&]() -> ssize_t {
      if (kind_ == Kind::kRead) {
        return position_ < 0 ? readv(fd_, vectors.data(), number)
                             : preadv(fd_, vectors.data(), number, position_);
      }
      return position_ < 0 ? writev(fd_, vectors.data(), number)
                           : pwritev(fd_, vectors.data(), number, position_);
    });
  }
  if (count < 0) return Fail(kind_ == Kind::kRead ? "read" : "write");
  transferred = count;
}

ReadFileJob::~ReadFileJob() { free(data_); }

uint8_t* ReadFileJob::Release(size_t* size) {
  *size = size_;
  uint8_t* data = data_;
  data_ = nullptr;
  size_ = 0;
  return data;
}

void ReadFileJob::Run() {
  if (fd_ >= 0) return ReadFrom(fd_);
  ScopedFd file(Retry([&] { return open(path_.c_str(), flags_ | O_CLOEXEC, 0666); }));
  if (file.get() < 0) return Fail("open", path_);
  ReadFrom(file.get());
}

void ReadFileJob::ReadFrom(int fd) {
  struct stat info;
  if (fstat(fd, &info) != 0) return Fail("fstat");
  // What tells no size (pipes, /proc) is read until it ends. The byte more shows the end of a file of
  // the size that fstat(2) told without growing the buffer.
  size_t expected = S_ISREG(info.st_mode) ? static_cast<size_t>(info.st_size) : 0;
  size_t capacity = expected > 0 ? expected + 1 : 8192;
  data_ = static_cast<uint8_t*>(malloc(capacity));
  if (data_ == nullptr) return FailWith(UV_ENOMEM, "read");
  for (;;) {
    size_t wanted = std::min(capacity - size_, kMaxChunk);
    ssize_t count = Retry([&] { return read(fd, data_ + size_, wanted); });
    if (count < 0) return Fail("read");
    if (count == 0) break;
    size_ += static_cast<size_t>(count);
    if (size_ < capacity) continue;
    capacity *= 2;
    auto* larger = static_cast<uint8_t*>(realloc(data_, capacity));
    if (larger == nullptr) return FailWith(UV_ENOMEM, "read");
    data_ = larger;
  }
}

void WriteFileJob::Run() {
  ScopedFd opened(-1);
  int fd = fd_;
  if (fd < 0) {
    fd = Retry([&] { return open(path_.c_str(), flags_ | O_CLOEXEC, mode_); });
    if (fd < 0) return Fail("open", path_);
  }
  const uint8_t* data = data_;
  size_t left = size_;
  while (left > 0) {
    ssize_t count = Retry([&] { return write(fd, data, std::min(left, kMaxChunk)); });
    if (count < 0) {
      Fail("write");
      break;
    }
    data += count;
    left -= static_cast<size_t>(count);
  }
  if (!failed() && flush_ && Retry([&] { return fsync(fd); }) != 0) Fail("fsync");
  // Network file systems report here that bytes were not written.
  if (fd_ < 0 && CloseFd(fd) != 0 && !failed()) Fail("close");
}

void MakeDirectoriesJob::Run() {
  // From the deepest folder that exists downwards. A folder may be made by somebody else meanwhile.
  std::vector<std::string> missing = {path_};
  while (!missing.empty()) {
    const std::string& path = missing.back();
    if (mkdir(path.c_str(), mode_) == 0) {
      first_made = first_made.empty() ? path : first_made;
      missing.pop_back();
      continue;
    }
    int error = errno;
    struct stat info;
    if (error == ENOENT) {
      size_t end = path.find_last_not_of('/');
      size_t slash = end == std::string::npos ? end : path.rfind('/', end);
      if (slash == std::string::npos || slash == 0) {
        errno = error;
        return Fail("mkdir", path_);
      }
      missing.push_back(path.substr(0, path.find_last_not_of('/', slash) + 1));
      continue;
    }
    if (stat(path.c_str(), &info) == 0) {
      if (S_ISDIR(info.st_mode)) {
        missing.pop_back();
        continue;
      }
      return FailWith(missing.size() > 1 ? UV_ENOTDIR : UV_EEXIST, "mkdir", path_);
    }
    errno = error;
    return Fail("mkdir", path_);
  }
}

void MakeTemporaryJob::Run() {
  path += "XXXXXX";
  if (mkdtemp(path.data()) == nullptr) Fail("mkdtemp", path);
}

void ReadLinkJob::Run() {
  char buffer[PATH_MAX];
  if (kind_ == Kind::kRealPath) {
    if (realpath(path_.c_str(), buffer) == nullptr) return Fail("realpath", path_);
    target = buffer;
    return;
  }
  ssize_t length = readlink(path_.c_str(), buffer, sizeof(buffer));
  if (length < 0) return Fail("readlink", path_);
  target.assign(buffer, static_cast<size_t>(length));
}

namespace {

uint8_t DirentType(unsigned char type) {
  switch (type) {
    case DT_REG: return UV_DIRENT_FILE;
    case DT_DIR: return UV_DIRENT_DIR;
    case DT_LNK: return UV_DIRENT_LINK;
    case DT_FIFO: return UV_DIRENT_FIFO;
    case DT_SOCK: return UV_DIRENT_SOCKET;
    case DT_CHR: return UV_DIRENT_CHAR;
    case DT_BLK: return UV_DIRENT_BLOCK;
    default: return UV_DIRENT_UNKNOWN;
  }
}

bool IsDotOrDotDot(const char* name) {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

}  // namespace

void ReadDirectoryJob::Run() {
  std::vector<std::string> folders = {""};
  for (size_t i = 0; i < folders.size(); ++i) {
    std::string relative = folders[i];
    std::string absolute = relative.empty() ? path_ : path_ + "/" + relative;
    DIR* directory = opendir(absolute.c_str());
    if (directory == nullptr) return Fail("scandir", absolute);
    size_t first = entries.size();
    for (;;) {
      errno = 0;
      dirent* entry = readdir(directory);
      if (entry == nullptr) break;
      if (IsDotOrDotDot(entry->d_name)) continue;
      uint8_t type = DirentType(entry->d_type);
      struct stat info;
      if (type == UV_DIRENT_UNKNOWN && depth_ == Depth::kRecursive &&
          fstatat(dirfd(directory), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
          S_ISDIR(info.st_mode)) {
        type = UV_DIRENT_DIR;
      }
      entries.push_back({relative, entry->d_name, type});
    }
    int error = errno;
    closedir(directory);
    if (error != 0) {
      errno = error;
      return Fail("scandir", absolute);
    }
    // Sorted, so that the result does not depend on the file system.
    std::sort(entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    if (depth_ == Depth::kOne) return;
    for (size_t e = first; e < entries.size(); ++e) {
      if (entries[e].type != UV_DIRENT_DIR) continue;
      folders.push_back(relative.empty() ? entries[e].name : relative + "/" + entries[e].name);
    }
  }
}

int RemoveJob::Remove(int parent, const std::string& name, const std::string& path,
                          std::string* failed_path) {
  if (unlinkat(parent, name.c_str(), 0) == 0) return 0;
  if (errno != EISDIR && errno != EPERM) {
    *failed_path = path;
    return -errno;
  }
  int unlink_error = errno;
  int fd = Retry([&] {
    return openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  });
  if (fd < 0) {
    *failed_path = path;
    return errno == ENOTDIR || errno == ELOOP ? -unlink_error : -errno;
  }
  DIR* directory = fdopendir(fd);
  if (directory == nullptr) {
    int error = -errno;
    close(fd);
    *failed_path = path;
    return error;
  }
  std::vector<std::string> names;
  while (dirent* entry = readdir(directory)) {
    if (!IsDotOrDotDot(entry->d_name)) names.push_back(entry->d_name);
  }
  int status = 0;
  for (const std::string& child : names) {
    status = Remove(fd, child, path + "/" + child, failed_path);
    if (status == UV_ENOENT) status = 0;  // somebody else was faster
    if (status != 0) break;
  }
  closedir(directory);
  if (status != 0) return status;
  if (unlinkat(parent, name.c_str(), AT_REMOVEDIR) == 0) return 0;
  *failed_path = path;
  return -errno;
}

void RemoveJob::Run() {
  struct stat info;
  if (lstat(path_.c_str(), &info) != 0) {
    if (errno != ENOENT || !force_) Fail("lstat", path_);
    return;
  }
  if (kind_ == Kind::kOne && S_ISDIR(info.st_mode)) return FailWith(UV_EISDIR, "rm", path_);
  for (int attempt = 0;; ++attempt) {
    std::string failed_path;
    int status = Remove(AT_FDCWD, path_, path_, &failed_path);
    if (status == 0 || (status == UV_ENOENT && force_)) return;
    bool again = status == UV_EBUSY || status == UV_EMFILE || status == UV_ENFILE ||
                 status == UV_ENOTEMPTY || status == UV_EPERM;
    if (!again || attempt >= retries_) return FailWith(status, "rm", failed_path);
    usleep(static_cast<useconds_t>(retry_delay_) * 1000u * static_cast<useconds_t>(attempt + 1));
  }
}

}  // namespace gyre::fs
