using System.Diagnostics;
using FashionRef.Files;
using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

internal sealed class FolderMembersTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new TemporaryFolder();
        File.WriteAllText(_folder["config.json"], "{}");
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_folder_of_Keras_has_the_members_of_its_zip_file()
    {
        FolderMembers folder = FolderMembers.Read(TestDataFile.PathOf("keras-files/batchnorm/batchnorm.directory"));
        ZipMembers zip = ZipMembers.Read(ZipMembersTests.Bytes("batchnorm/batchnorm.keras"));

        Assert.That(folder.Names, Is.EquivalentTo(zip.Names));
        foreach (string name in zip.Names)
        {
            Assert.That(folder.ReadAll(name, ZipMembersTests.Most), Is.EqualTo(zip.ReadAll(name, ZipMembersTests.Most)));
            Assert.That((folder.Has(name), folder.LengthOf(name)), Is.EqualTo((true, zip.LengthOf(name))));
        }
    }

    [Test]
    public void A_link_is_not_followed()
    {
        File.CreateSymbolicLink(_folder["model.weights.h5"], _folder["config.json"]);
        File.CreateSymbolicLink(_folder["metadata.json"], _folder["none"]);

        FolderMembers members = FolderMembers.Read(_folder.Path);

        Assert.That(members.Names, Is.EqualTo(["config.json"]));
        Assert.That((members.Has("model.weights.h5"), members.Has("metadata.json")), Is.EqualTo((true, true)));
        Refuse(members, "model.weights.h5", "has 'model.weights.h5', which is a link; a link is never followed");
        Refuse(members, "metadata.json", "has 'metadata.json', which is a link; a link is never followed");
    }

    [Test]
    public void What_is_no_file_of_the_folder_is_refused()
    {
        Directory.CreateDirectory(_folder["model.weights.h5"]);
        FolderMembers members = FolderMembers.Read(_folder.Path);

        Refuse(members, "model.weights.h5", "has 'model.weights.h5', which is a folder, not a file");
        Refuse(members, "metadata.json", "has no 'metadata.json'");
        Refuse(members, "../x", "has no '../x'");
        Refuse(members, _folder["config.json"], $"has no '{_folder["config.json"]}'");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [_folder["model.weights.h5"]]));

        FolderMembers members = FolderMembers.Read(_folder.Path);

        Assert.That(members.Names, Is.EqualTo(["config.json"]));
        Refuse(members, "model.weights.h5", "has 'model.weights.h5', which is a pipe or a device, not a file");
    }

    [Test]
    public void A_file_that_is_longer_than_allowed_or_gone_is_refused()
    {
        File.WriteAllText(_folder["metadata.json"], "{}");
        FolderMembers members = FolderMembers.Read(_folder.Path);
        File.Delete(_folder["metadata.json"]);

        Assert.That(members.ReadAll("config.json", 2), Is.EqualTo("{}"u8.ToArray()));
        Assert.That(() => members.ReadAll("config.json", 1), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has 'config.json', which has 2 bytes; at most 1 are read here"));
        Refuse(members, "metadata.json", "has 'metadata.json', which does not exist");
    }

    [Test]
    public void What_is_no_folder_is_told()
    {
        Assert.That(() => FolderMembers.Read(_folder["none"]), Throws.TypeOf<ContentFaultException>().With.Message.StartsWith("cannot be listed as a folder ("));
        Assert.That(() => FolderMembers.Read(_folder["config.json"]), Throws.TypeOf<ContentFaultException>());
        Assert.That(() => FolderMembers.Read(""), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has an empty path"));
        Assert.That(() => FolderMembers.Read("a\0"), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has a path with a NUL character in it"));
    }

    private static void Refuse(FolderMembers members, string name, string message)
    {
        Assert.That(() => members.ReadAll(name, 100), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(message));
        Assert.That(() => members.LengthOf(name), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(message));
    }
}
