using FashionRef.Build.Elf;

namespace FashionRef.Tests.Build.Elf;

internal sealed class VersionRequestsTests
{
    [Test]
    public void Requests_are_read_with_library_version_and_index_in_the_files_order()
    {
        byte[] bytes = new TinyElf()
            .Needs("libc.so.6", "GLIBC_2.14", "GLIBC_2.34")
            .Needs("libstdc++.so.6", "GLIBCXX_3.4.30")
            .Build();

        IEnumerable<(string, string, int)> requests =
            VersionRequests.Read(new ElfFile(bytes)).Select(request => (request.Library, request.Version, request.Index));

        Assert.That(requests, Is.EqualTo(new[]
        {
            ("libc.so.6", "GLIBC_2.14", 2),
            ("libc.so.6", "GLIBC_2.34", 3),
            ("libstdc++.so.6", "GLIBCXX_3.4.30", 4),
        }));
    }
}
