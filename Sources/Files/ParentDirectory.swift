/// The directory that a path lies in: `/` of `/a`, `.` of `a`.
package func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The nearest directory above `path` that exists.
package func nearestDirectory(above path: String) -> String {
    var directory = parent(of: path)
    while directory != "/", directory != ".", !FileStatus.isDirectory(directory) {
        directory = parent(of: directory)
    }
    return directory
}
